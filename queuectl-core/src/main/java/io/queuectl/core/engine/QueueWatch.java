package io.queuectl.core.engine;

import io.queuectl.api.QueueName;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is known about the work that waits in one queue: some, none, or none before an instant. Thread-safe.
 */
final class QueueWatch {

    /** How soon to ask again for a job that is due here, but not yet by the clock of the store. */
    private static final Duration CLOCK_SKEW_REST = Duration.ofMillis(10);

    private final QueueName queue;
    private final int weight;

    /** How much it was served for its weight, on the scale of {@link QueueTurns}. Guarded by the claim desk. */
    private double finish;

    /** When it was last asked for a quarantined job. Guarded by the claim desk. */
    private long quarantineAskedNanos;

    /** Something may wait: set by anybody, cleared by the leader before it asks, so that no hint is lost. */
    private volatile boolean hinted = true;

    private volatile long askedNanos;
    private volatile @Nullable Instant nextDue;

    /** The soonest of what became known to come due while a claim was under way, which may not have seen it. */
    private volatile @Nullable Instant dueMeanwhile;

    /** Claims under way. Changed under the lock. */
    private volatile int asking;

    /** Whether the last claim brought all it asked for. */
    private volatile boolean plenty;

    QueueWatch(QueueName queue, int weight, long nowNanos) {
        this.queue = queue;
        this.weight = weight;
        this.askedNanos = nowNanos;
        this.quarantineAskedNanos = nowNanos - Long.MAX_VALUE / 2;
    }

    QueueName queue() {
        return queue;
    }

    int weight() {
        return weight;
    }

    double finish() {
        return finish;
    }

    void finish(double served) {
        finish = served;
    }

    long quarantineAskedNanos() {
        return quarantineAskedNanos;
    }

    void quarantineAsked(long nowNanos) {
        quarantineAskedNanos = nowNanos;
    }

    void hint() {
        hinted = true;
    }

    /** Something comes due then. Answers whether that is sooner than was known. */
    synchronized boolean due(Instant at) {
        dueMeanwhile = earlier(dueMeanwhile, at);
        Instant known = nextDue;
        if (known == null || at.isBefore(known)) {
            nextDue = at;
            return true;
        }
        return false;
    }

    /**
     * Whether to ask now. While a claim is under way only where there was plenty, for what comes meanwhile the next one brings together; and where it takes
     * longer than a poll interval, for its connection may be dead.
     */
    boolean mayHaveWork(Instant now, long nowNanos, long pollNanos) {
        if (nowNanos - askedNanos >= pollNanos) {
            return true;
        }
        Instant due = nextDue;
        return !isAsked() && (hinted || (due != null && !due.isAfter(now)));
    }

    /** When it may have work without a hint: the next due time, or {@code null} if only a poll can tell. */
    @Nullable
    Instant nextDue() {
        return nextDue;
    }

    /** Whether a claim is under way that is to be waited for. */
    boolean isAsked() {
        return asking > 0 && !plenty;
    }

    synchronized void asking(long nowNanos) {
        hinted = false;
        askedNanos = nowNanos;
        if (asking++ == 0) {
            dueMeanwhile = null;
        }
    }

    /** A claim ended without an answer. */
    synchronized void unanswered() {
        asking--;
        hinted = true;
    }

    /** Takes in the answer to a claim: whether there is more, and what comes due next. Answers whether nobody knew to look then. */
    synchronized boolean answered(boolean more, @Nullable Instant due, Instant now) {
        asking--;
        Instant known = nextDue;
        Instant next = earlier(due == null || due.isAfter(now) ? due : now.plus(CLOCK_SKEW_REST), dueMeanwhile);
        nextDue = next;
        plenty = more;
        if (more) {
            hinted = true;
        }
        return next != null && (known == null || !known.isAfter(now) || next.isBefore(known));
    }

    private static @Nullable Instant earlier(@Nullable Instant one, @Nullable Instant other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.isBefore(other) ? one : other;
    }

    /** Whether nothing is known to wait here now or later. */
    synchronized boolean isForgettable() {
        return !hinted && nextDue == null && asking == 0;
    }
}
