package io.queuectl.core.engine;

import io.queuectl.api.QueueName;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** What one pool wishes: how many jobs, and from which of its queues. Hints come from any thread; the rest is guarded by the claim desk. */
final class PoolDesk {

    private final Pool pool;
    private final Prefetch prefetch;
    private final QueueBook book;
    private final BoundQueues bounds;

    /** In the order of the service. */
    private final List<QueueWatch> watches = new CopyOnWriteArrayList<>();

    private final QueueTurns turns = new QueueTurns();

    /** How many claims may be under way at a time. */
    private final int lanes;

    /** Jobs asked for and not answered yet. */
    private final AtomicInteger asked = new AtomicInteger();

    /** What prefetch answered last, for those who do not lead. */
    private volatile int target;

    PoolDesk(Pool pool, Prefetch prefetch, QueueBook book, BoundQueues bounds, int lanes, long nowNanos) {
        this.pool = pool;
        this.prefetch = prefetch;
        this.book = book;
        this.bounds = bounds;
        this.lanes = lanes;
        pool.service().queues().forEach(share -> watches.add(new QueueWatch(share.queue(), share.weight(), nowNanos)));
        if (servesEveryQueue()) {
            watches.add(new QueueWatch(QueueName.DEFAULT, 1, nowNanos));
        }
    }

    Pool pool() {
        return pool;
    }

    boolean servesEveryQueue() {
        return pool.service().servesEveryQueue();
    }

    /** The watch over a queue this pool serves, made at need; {@code null} if it does not serve it. */
    @Nullable
    QueueWatch watch(QueueName queue, long nowNanos) {
        for (QueueWatch watch : watches) {
            if (watch.queue().equals(queue)) {
                return watch;
            }
        }
        return servesEveryQueue() ? addWatch(queue, nowNanos) : null;
    }

    /** A job of that queue comes due then, or is due now. Answers whether that is later than now and sooner than was known. */
    synchronized boolean due(QueueName queue, Instant at, boolean now, long nowNanos) {
        QueueWatch watch = watch(queue, nowNanos);
        if (watch == null) {
            return false;
        }
        if (now) {
            watch.hint();
            return false;
        }
        return watch.due(at);
    }

    /** Forgets the queues of which nothing is known and that hold no work, so that names that come and go do not pile up. */
    synchronized void forgetAllBut(List<QueueName> queues) {
        if (servesEveryQueue()) {
            Set<QueueName> waiting = Set.copyOf(queues);
            watches.removeIf(watch -> watch.isForgettable() && !waiting.contains(watch.queue()));
        }
    }

    private synchronized QueueWatch addWatch(QueueName queue, long nowNanos) {
        for (QueueWatch watch : watches) {
            if (watch.queue().equals(queue)) {
                return watch;
            }
        }
        QueueWatch added = new QueueWatch(queue, 1, nowNanos);
        watches.add(added);
        return added;
    }

    void hintAll() {
        watches.forEach(QueueWatch::hint);
    }

    void committed(long nanos) {
        prefetch.learn(nanos);
        target = prefetch.target();
    }

    /** Jobs were held ahead too long: hold none until their time is known again. */
    void heldTooLong() {
        target = 0;
        prefetch.heldTooLong();
    }

    void asking(int jobs) {
        asked.addAndGet(jobs);
    }

    void answered(int jobs) {
        asked.addAndGet(-jobs);
    }

    /** How many jobs the pool would take now; 0 while it holds enough, or while too many outcomes wait for their commit. */
    int wish() {
        return !isDry() || isCongested() ? 0 : Math.max(0, Math.min(room(), pool.slots() + target));
    }

    /** Whether more outcomes wait than the exchanges that are under way can be carrying. */
    private boolean isCongested() {
        return pool.unwritten() > 2 * lanes * (pool.slots() + Prefetch.MAX);
    }

    /** With several lanes each brings as much as one alone would: the others are under way while one delivers. */
    private int room() {
        return pool.free() + lanes * target - asked.get();
    }

    /** Whether outcomes should be written now rather than with the next claim: nothing else will call for an exchange soon. */
    boolean callsForExchange() {
        return isDry() && !bounds.isStocked();
    }

    private boolean isDry() {
        // Counts what is held beyond the slots, not what no slot has taken yet: that changes without anybody being
        // told.
        return room() >= target - target / 2;
    }

    /** What to ask which queues for, where some may have work and the pool has a wish. */
    List<QueueTurns.Ask> asks(Instant now, long nowNanos, long pollNanos) {
        int wish = wish();
        if (wish == 0) {
            return List.of();
        }
        List<QueueWatch> ready = ready(now, nowNanos, pollNanos);
        return ready.isEmpty() ? List.of() : turns.divide(ready, wish);
    }

    /** Whether an exchange now would bring jobs, as far as is known. */
    boolean wantsClaim(Instant now, long nowNanos, long pollNanos) {
        return wish() > 0 && !ready(now, nowNanos, pollNanos).isEmpty();
    }

    /** The queues that may be asked now. In strict order that is one at most: those after it wait until it is known to have nothing. */
    private List<QueueWatch> ready(Instant now, long nowNanos, long pollNanos) {
        if (watches.size() == 1) {
            QueueWatch only = watches.get(0);
            return isReady(only, now, nowNanos, pollNanos) ? List.of(only) : List.of();
        }
        List<QueueWatch> ready = new ArrayList<>();
        for (QueueWatch watch : watches) {
            if (isReady(watch, now, nowNanos, pollNanos)) {
                ready.add(watch);
            }
            if (pool.service().isStrict() && (!ready.isEmpty() || watch.isAsked())) {
                break;
            }
        }
        return ready;
    }

    private boolean isReady(QueueWatch watch, Instant now, long nowNanos, long pollNanos) {
        return watch.mayHaveWork(now, nowNanos, pollNanos) && !isHeldBack(watch, nowNanos, pollNanos);
    }

    /** Whether it is paused, or bounded and there is no room for what it may have. */
    private boolean isHeldBack(QueueWatch watch, long nowNanos, long pollNanos) {
        return book.isPaused(watch.queue()) || !bounds.hasRoom(watch.queue(), nowNanos, pollNanos);
    }

    /** How long until a queue comes due for which there is room, at most that long. */
    Duration untilDue(Instant now, long nowNanos, Duration atMost) {
        boolean wishes = wish() > 0;
        if (!wishes && pool.free() <= 0) {
            return atMost;
        }
        Duration wait = atMost;
        for (QueueWatch watch : watches) {
            Instant due = watch.nextDue();
            // What is due already and cannot be asked for now is called for when the answer is here that is waited for.
            if (due != null
                    && ((wishes && !watch.isAsked()) || due.isAfter(now))
                    && !isHeldBack(watch, nowNanos, Long.MAX_VALUE)) {
                Duration until = Duration.between(now, due);
                wait = until.compareTo(wait) < 0 ? until : wait;
            }
        }
        return wait.isNegative() ? Duration.ZERO : wait;
    }
}
