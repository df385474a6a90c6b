package io.queuectl.core.engine;

import io.queuectl.api.QueueName;
import io.queuectl.api.Token;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** What one pool wishes: how many jobs, and from which of its queues. Hints come from any thread; the rest is guarded by the claim desk. */
final class PoolDesk {

    private final Pool pool;
    private final Prefetch prefetch;
    private final QueueBook book;

    /** In the order of the service. */
    private final List<QueueWatch> watches = new CopyOnWriteArrayList<>();

    private final QueueTurns turns = new QueueTurns();

    /** How many claims may be under way at a time. */
    private final int lanes;

    /** Jobs asked for and not answered yet. */
    private final AtomicInteger asked = new AtomicInteger();

    /** Jobs of bounded queues that were asked for and not answered yet. */
    private final AtomicInteger askedBounded = new AtomicInteger();

    /** Jobs of bounded queues that are here: no more than there are slots, or they would keep others from running. */
    private final Set<Token> bounded = ConcurrentHashMap.newKeySet();

    /** What prefetch answered last, for those who do not lead. */
    private volatile int target;

    PoolDesk(Pool pool, Prefetch prefetch, QueueBook book, int lanes, long nowNanos) {
        this.pool = pool;
        this.prefetch = prefetch;
        this.book = book;
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

    void asking(int jobs, boolean ofBounded) {
        asked.addAndGet(jobs);
        if (ofBounded) {
            askedBounded.addAndGet(jobs);
        }
    }

    void answered(int jobs, boolean ofBounded) {
        asked.addAndGet(-jobs);
        if (ofBounded) {
            askedBounded.addAndGet(-jobs);
        }
    }

    /** A job of a bounded queue is here. */
    void holdsBounded(Token token) {
        bounded.add(token);
    }

    /** A job ended or was given back. Answers whether it was one of a bounded queue. */
    boolean dropsBounded(Token token) {
        return !bounded.isEmpty() && bounded.remove(token);
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

    /** How many jobs of bounded queues it would take: none ahead of the slots. */
    private int roomForBounded() {
        return pool.slots() - bounded.size() - askedBounded.get();
    }

    /** Whether outcomes should be written now rather than with the next claim: nothing else will call for an exchange soon. */
    boolean isDry() {
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

    /** How much of a share may be asked for. */
    int withinLimit(QueueTurns.Ask ask) {
        return book.boundsRunning(ask.watch().queue()) ? Math.min(ask.share(), roomForBounded()) : ask.share();
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
        return watch.mayHaveWork(now, nowNanos, pollNanos) && !isHeldBack(watch);
    }

    /** Whether it is paused, or bounded and there is no slot for what it may have. */
    private boolean isHeldBack(QueueWatch watch) {
        return book.isPaused(watch.queue()) || (book.boundsRunning(watch.queue()) && roomForBounded() <= 0);
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
            if (due != null && ((wishes && !watch.isAsked()) || due.isAfter(now)) && !isHeldBack(watch)) {
                Duration until = Duration.between(now, due);
                wait = until.compareTo(wait) < 0 ? until : wait;
            }
        }
        return wait.isNegative() ? Duration.ZERO : wait;
    }
}
