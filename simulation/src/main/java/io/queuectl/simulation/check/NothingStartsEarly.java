package io.queuectl.simulation.check;

import io.queuectl.simulation.history.Event;
import io.queuectl.simulation.history.What;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/** No job is given out before it is due, and after a failure it is due as much later as its backoff says. */
final class NothingStartsEarly implements Invariant {

    private final Map<String, Long> due = new HashMap<>();

    @Override
    public void see(Event event, Ledger ledger, Consumer<String> complaints) {
        Line line = ledger.line(event.subject());
        long tolerance = ledger.setting("tolerance", 0);
        if (event.isDone(What.CLAIM) && !line.doubtful) {
            early(event, Math.max(line.runAt, event.number("runAt", line.runAt)), 0, complaints);
            due.put(event.token(), line.runAt);
        } else if (event.what() == What.START && due.containsKey(event.token())) {
            early(event, due.get(event.token()), tolerance, complaints);
        } else if (event.isDone(What.SETTLE) && "failed".equals(event.text("to")) && isFailure(event)) {
            long delay = event.number("runAt", 0) - event.number("ended", 0);
            backedOff(delay, line.attempts + 1, ledger, complaints);
        }
    }

    private static boolean isFailure(Event event) {
        return "failed".equals(event.text("end")) || "timed_out".equals(event.text("end"));
    }

    private static void early(Event event, long due, long tolerance, Consumer<String> complaints) {
        long now = event.number("now", Long.MAX_VALUE / 2);
        if (now + tolerance < due) {
            complaints.accept("job " + event.subject() + " came " + (due - now) + " ms early");
        }
    }

    private static void backedOff(long delay, long attempt, Ledger ledger, Consumer<String> complaints) {
        long first = ledger.setting("first", -1);
        if (first < 0) {
            return;
        }
        double grown = (double) first * Math.pow((double) ledger.setting("factor", 1), (double) attempt - 1);
        long most = (long) Math.min(grown, (double) ledger.setting("cap", Long.MAX_VALUE));
        long least = switch (String.valueOf(ledger.setting("jitter"))) {
            case "full" -> 0;
            case "equal" -> most / 2;
            default -> most;
        };
        if (delay < least || delay > most) {
            complaints.accept("due " + delay + " ms after failure " + attempt + ", not " + least + " to " + most);
        }
    }
}
