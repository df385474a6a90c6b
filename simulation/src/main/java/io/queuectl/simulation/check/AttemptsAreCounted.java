package io.queuectl.simulation.check;

import io.queuectl.simulation.history.Event;
import io.queuectl.simulation.history.What;
import java.util.function.Consumer;

/** Attempts and losses are counted one by one, never beyond their limit, and a job is dead just when a limit is reached or it was given up. */
final class AttemptsAreCounted implements Invariant {

    @Override
    public void see(Event event, Ledger ledger, Consumer<String> complaints) {
        Line line = ledger.line(event.subject());
        if (line.doubtful) {
            return;
        }
        if (event.isDone(What.CLAIM)) {
            counted("attempts", event.number("attempts", line.attempts), line.attempts, line, complaints);
            counted("losses", event.number("losses", line.losses), line.losses, line, complaints);
        } else if (event.isDone(What.SETTLE)) {
            judged(event, line, ledger.setting("maxLosses", Long.MAX_VALUE), complaints);
        } else if (event.what() == What.FINAL && !line.state.isEmpty()) {
            counted("attempts", event.number("attempts", line.attempts), line.attempts, line, complaints);
            if (event.number("attempts", 0) > line.max) {
                complaints.accept("job " + line.id + " had " + event.text("attempts") + " attempts of " + line.max);
            }
        }
    }

    private static void counted(String what, long is, long counted, Line line, Consumer<String> complaints) {
        if (is != counted) {
            complaints.accept("job " + line.id + " has " + is + " " + what + " and had " + counted);
        }
    }

    private static void judged(Event event, Line line, long maxLosses, Consumer<String> complaints) {
        String end = String.valueOf(event.text("end"));
        boolean dead = "dead".equals(event.text("to"));
        boolean spent = switch (end) {
            case "failed", "timed_out" -> line.attempts + 1 >= line.max;
            case "lost" -> line.losses + 1 >= maxLosses && !"cancelled".equals(event.text("to"));
            case "discarded" -> true;
            default -> false;
        };
        if (dead != spent) {
            complaints.accept("job " + line.id + " ended " + end + " with " + line.attempts + " attempts of " + line.max
                    + " and " + line.losses + " losses before, and became " + event.text("to"));
        }
    }
}
