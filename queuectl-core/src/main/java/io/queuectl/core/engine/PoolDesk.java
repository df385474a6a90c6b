package io.queuectl.core.engine;

import io.queuectl.api.QueueName;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** What one pool wishes: how many jobs, and from which of its queues next. Hints come from any thread; the rest is guarded by the claim desk. */
final class PoolDesk {

    private final Pool pool;
    private final Prefetch prefetch;
    private final List<QueueWatch> watches = new CopyOnWriteArrayList<>();

    /** How many claims may be under way at a time. */
    private final int lanes;

    /** Jobs asked for and not answered yet. */
    private final AtomicInteger asked = new AtomicInteger();

    /** What prefetch answered last, for those who do not lead. */
    private volatile int target;

    private int next;

    PoolDesk(Pool pool, Prefetch prefetch, int lanes, long nowNanos) {
        this.pool = pool;
        this.prefetch = prefetch;
        this.lanes = lanes;
        watches.add(new QueueWatch(pool.queue() == null ? QueueName.DEFAULT : pool.queue(), nowNanos));
    }

    Pool pool() {
        return pool;
    }

    boolean servesEveryQueue() {
        return pool.queue() == null;
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
        QueueWatch added = new QueueWatch(queue, nowNanos);
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
    boolean isDry() {
        // Counts what is held beyond the slots, not what no slot has taken yet: that changes without anybody being
        // told.
        return room() >= target - target / 2;
    }

    /** The next queue, in turn, that may have work. */
    @Nullable
    QueueWatch nextQueue(Instant now, long nowNanos, long pollNanos) {
        List<QueueWatch> all = List.copyOf(watches);
        for (int i = 0; i < all.size(); i++) {
            int turn = (next + i) % all.size();
            if (all.get(turn).mayHaveWork(now, nowNanos, pollNanos)) {
                next = turn + 1;
                return all.get(turn);
            }
        }
        return null;
    }

    /** Whether an exchange now would bring jobs, as far as is known. */
    boolean wantsClaim(Instant now, long nowNanos, long pollNanos) {
        return wish() > 0 && watches.stream().anyMatch(watch -> watch.mayHaveWork(now, nowNanos, pollNanos));
    }

    /** How long until a queue comes due for which there is room, at most that long. */
    Duration untilDue(Instant now, Duration atMost) {
        boolean wishes = wish() > 0;
        if (!wishes && pool.free() <= 0) {
            return atMost;
        }
        Duration wait = atMost;
        for (QueueWatch watch : watches) {
            Instant due = watch.nextDue();
            // What is due already and cannot be asked for now is called for when the answer is here that is waited for.
            if (due != null && ((wishes && !watch.isAsked()) || due.isAfter(now))) {
                Duration until = Duration.between(now, due);
                wait = until.compareTo(wait) < 0 ? until : wait;
            }
        }
        return wait.isNegative() ? Duration.ZERO : wait;
    }
}
