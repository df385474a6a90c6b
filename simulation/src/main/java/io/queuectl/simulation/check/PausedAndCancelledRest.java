package io.queuectl.simulation.check;

import io.queuectl.simulation.history.Event;
import io.queuectl.simulation.history.What;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;

/** Once nodes have heard of it, nothing of a paused queue is given out or started; and what was cancelled while it waited is never started. */
final class PausedAndCancelledRest implements Invariant {

    /** The tokens under which jobs were held when their end was asked for: those may go on. */
    private final Set<String> asked = new HashSet<>();

    @Override
    public void see(Event event, Ledger ledger, Consumer<String> complaints) {
        Line line = ledger.line(event.subject());
        boolean given = event.isDone(What.CLAIM);
        if (given || event.what() == What.START) {
            Ledger.Queue queue = ledger.queue(line.queue);
            long since = event.millis() - Math.max(queue.pausedSince, ledger.lastTrouble(event.node()));
            if (queue.paused && since > ledger.setting("window", 0) + (given ? 0 : ledger.setting("lease", 0) / 4)) {
                complaints.accept("job " + line.id + " of queue " + line.queue + ", paused for " + since + " ms");
            }
        }
        if (event.what() == What.START && !line.doubtful && line.token.equals(event.token())) {
            if (line.state.equals("cancelled") && line.claims == 0) {
                complaints.accept("job " + line.id + " was cancelled");
            }
            if (line.cancelAsked && !asked.contains(event.token())) {
                complaints.accept("job " + line.id + " was to be cancelled before it was given out again");
            }
        }
        if (event.isDone(What.MOVE) && "requested".equals(event.text("answer"))) {
            asked.add(line.token);
        }
    }
}
