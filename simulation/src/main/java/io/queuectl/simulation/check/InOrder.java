package io.queuectl.simulation.check;

import io.queuectl.simulation.history.Event;
import io.queuectl.simulation.history.What;
import java.util.function.Consumer;

/** Among those that are due and were never lost, the one of the highest priority is given out first, then the one that was due first, then the one that came first. */
final class InOrder implements Invariant {

    @Override
    public void see(Event event, Ledger ledger, Consumer<String> complaints) {
        Line given = ledger.line(event.subject());
        if (!event.isDone(What.CLAIM) || given.losses > 0 || given.doubtful || given.number == 0) {
            return;
        }
        long before = event.millis() - ledger.setting("orderWindow", 0);
        long dueBefore = event.number("now", event.millis()) - ledger.setting("orderWindow", 0);
        for (Line other : ledger.lines()) {
            boolean waited = other != given
                    && other.number > 0
                    && other.isClaimable()
                    && !other.deleted
                    && !other.doubtful
                    && other.losses == 0
                    && other.queue.equals(given.queue)
                    && other.waitsSince <= before
                    && other.runAt <= dueBefore;
            if (waited && isBefore(other, given)) {
                complaints.accept("job " + given.id + " overtook job " + other.id);
                return;
            }
        }
    }

    private static boolean isBefore(Line one, Line other) {
        if (one.priority != other.priority) {
            return one.priority > other.priority;
        }
        return one.runAt == other.runAt ? one.number < other.number : one.runAt < other.runAt;
    }
}
