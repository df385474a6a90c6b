package io.queuectl.simulation.check;

import io.queuectl.simulation.history.Event;
import io.queuectl.simulation.history.What;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/** A job is given out again only after a failure, a loss, a return, somebody's wish, or something of which nobody knows; and it is lost only when its node is off the roster. */
final class EveryRepeatIsExplained implements Invariant {

    private final Map<String, String> startedUnder = new HashMap<>();

    @Override
    public void see(Event event, Ledger ledger, Consumer<String> complaints) {
        Line line = ledger.line(event.subject());
        if (event.isDone(What.CLAIM) && line.claims > 0 && !line.doubtful && !isReason(line.lastEnd)) {
            complaints.accept("job " + line.id + " was given out again after it was " + line.lastEnd);
        } else if (event.isDone(What.SETTLE) && "lost".equals(event.text("end"))) {
            if (ledger.isKnownEpoch(event.epoch()) && ledger.isOnRoster(event.epoch())) {
                complaints.accept("job " + line.id + " was taken from node " + ledger.nodeOf(event.epoch())
                        + ", which is on the roster");
            }
        } else if (event.what() == What.START) {
            String before = startedUnder.put(event.token(), line.id);
            if (before != null) {
                complaints.accept("job " + before + " was started twice under " + event.token());
            }
        }
    }

    private static boolean isReason(String end) {
        return switch (end) {
            case "failed", "timed_out", "lost", "released", "snoozed", "requeue" -> true;
            default -> false;
        };
    }
}
