package io.queuectl.core.engine;

import io.queuectl.api.QueueName;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is known about the work that waits in one queue: some, none, or none before an instant. Hints may come from any thread;
 * the rest is confined to the leader of the lane.
 */
final class QueueWatch {

    /** How soon to ask again for a job that is due here, but not yet by the clock of the store. */
    private static final Duration CLOCK_SKEW_REST = Duration.ofMillis(10);

    private final QueueName queue;

    /** Something may wait: set by anybody, cleared by the leader before it asks, so that no hint is lost. */
    private volatile boolean hinted = true;

    private volatile long askedNanos;
    private volatile @Nullable Instant nextDue;

    QueueWatch(QueueName queue, long nowNanos) {
        this.queue = queue;
        this.askedNanos = nowNanos;
    }

    QueueName queue() {
        return queue;
    }

    void hint() {
        hinted = true;
    }

    /** Something comes due then. Answers whether that is sooner than was known. */
    boolean due(Instant at) {
        Instant known = nextDue;
        if (known == null || at.isBefore(known)) {
            nextDue = at;
            return true;
        }
        return false;
    }

    boolean mayHaveWork(Instant now, long nowNanos, long pollNanos) {
        Instant due = nextDue;
        return hinted || (due != null && !due.isAfter(now)) || nowNanos - askedNanos >= pollNanos;
    }

    /** When it may have work without a hint: the next due time, or {@code null} if only a poll can tell. */
    @Nullable
    Instant nextDue() {
        return nextDue;
    }

    void asking(long nowNanos) {
        hinted = false;
        askedNanos = nowNanos;
    }

    /** Takes in the answer to a claim: whether there is more, and what comes due next. */
    void answered(boolean more, @Nullable Instant due, Instant now) {
        nextDue = due == null || due.isAfter(now) ? due : now.plus(CLOCK_SKEW_REST);
        if (more) {
            hinted = true;
        }
    }

    /** Whether nothing is known to wait here now or later. */
    boolean isForgettable() {
        return !hinted && nextDue == null;
    }
}
