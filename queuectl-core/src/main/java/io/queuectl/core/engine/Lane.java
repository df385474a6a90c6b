package io.queuectl.core.engine;

import io.queuectl.api.StoreException;
import io.queuectl.core.spi.Batch;
import io.queuectl.core.spi.ClaimRequest;
import io.queuectl.core.spi.Insertion;
import io.queuectl.core.spi.JobStore;
import io.queuectl.core.spi.NewJob;
import io.queuectl.core.spi.Receipt;
import io.queuectl.core.spi.Settled;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A way of this process into the store, the only one where one connection writes: whoever finds the lane free leads it, and carries along in one exchange whatever
 * arrived while the last one was committing. Group commit without a timer and without handing over to a writer thread.
 *
 * <p>Flat combining after Hendler, Incze, Shavit and Tzafrir, SPAA 2010; the measurements behind it are in
 * docs/decisions/005-leader-commit.md. Thread-safe.
 */
final class Lane implements Carrier {

    /** Rows in one exchange, unless a single caller brings more: beyond this a commit gets longer, not better. */
    static final int MAX_ROWS = 2_000;

    /** In place of its number: the lane only brings new jobs. */
    static final int CLAIMS_NOT = -1;

    private static final Logger LOG = LoggerFactory.getLogger(Lane.class);

    private final JobStore store;
    private final StoreRetry retry;
    private final Seams seams;
    private final ClaimDesk desk;
    private final Events events;

    private final int number;

    private final ConcurrentLinkedQueue<LaneItem> waiting = new ConcurrentLinkedQueue<>();
    private final ReentrantLock leading = new ReentrantLock();

    /** Items whose exchange failed and that must be sent again, and claim requests that may have been granted. Guarded by leading. */
    private final Deque<LaneItem> unsettled = new ArrayDeque<>();

    private final List<ClaimRequest> inDoubt = new ArrayList<>();

    /** Whether either of the two holds anything; for those who do not lead. */
    private volatile boolean hasKept;

    /** When the store last took something this way, or {@code null}. */
    private volatile @Nullable Instant exchangedAt;

    /** Whether the last exchange failed, and when that was. */
    private volatile boolean failing;

    private volatile long failedNanos;

    /** @param number among those that claim, from 0, or {@link #CLAIMS_NOT} */
    Lane(JobStore store, StoreRetry retry, Seams seams, ClaimDesk desk, Events events, int number) {
        this.store = store;
        this.retry = retry;
        this.seams = seams;
        this.desk = desk;
        this.events = events;
        this.number = number;
    }

    /**
     * Adds the jobs, waits for the commit, and answers what became of each. Not interruptible: the caller must learn it.
     *
     * @param allOrNothing see {@link Batch#allOrNothing()}; such jobs travel alone
     */
    List<Insertion> enqueue(List<NewJob> jobs, boolean allOrNothing) {
        LaneItem.Arrival arrival = new LaneItem.Arrival(jobs, allOrNothing);
        waiting.add(arrival);
        boolean interrupted = false;
        while (!arrival.isDone()) {
            if (leading.tryLock()) {
                try {
                    leadUntilDone(arrival);
                } finally {
                    leading.unlock();
                    passOn();
                }
            } else {
                LockSupport.park(this);
                interrupted |= Thread.interrupted();
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return arrival.answers();
    }

    @Override
    public void hand(LaneItem item) {
        waiting.add(item);
    }

    /** Whether anything waits for the next exchange, or must be sent again. */
    boolean hasWaiting() {
        return hasKept || !waiting.isEmpty();
    }

    /** Whether somebody should lead now. */
    boolean wantsExchange() {
        return desk.wantsExchange(hasWaiting());
    }

    /** Whether nobody leads just now. */
    boolean isFree() {
        return !leading.isLocked();
    }

    /** The same, and workers wait for what goes this way: a claim rides along. */
    boolean isAwaited() {
        return isFree() && desk.isIdle();
    }

    /** When the store last took something this way, or {@code null}. */
    @Nullable
    Instant exchangedAt() {
        return exchangedAt;
    }

    /** Whether the last exchange failed, no longer ago than that: what nobody has tried again since tells nothing any more. */
    boolean isFailing(Duration lately) {
        return failing && seams.ticker().nanos() - failedNanos <= lately.toNanos();
    }

    /** Leads until nothing waits and nothing is kept, for one that must know it written. */
    void writeAll() {
        leading.lock();
        try {
            do {
                exchangeOnce();
            } while (hasWaiting());
        } finally {
            leading.unlock();
            passOn();
        }
    }

    /** Returns once no exchange is under way that had begun before. */
    void awaitLeader() {
        leading.lock();
        try {
            LOG.trace("event=no_leader");
        } finally {
            leading.unlock();
        }
    }

    /** Leads one exchange if nobody leads now; whoever does is going to see what was handed over before. */
    @Override
    public void leadIfFree() {
        if (leading.tryLock()) {
            try {
                exchangeOnce();
            } catch (StoreException failed) {
                LOG.debug("event=exchange_failed reason=\"{}\"; the dispatcher goes on with it", failed.getMessage());
            } finally {
                leading.unlock();
                passOn();
            }
        }
    }

    /** Leads one exchange for whatever waits and for the claims the desk wishes. */
    void lead() {
        leading.lock();
        try {
            exchangeOnce();
        } finally {
            leading.unlock();
            passOn();
        }
    }

    private void leadUntilDone(LaneItem.Arrival own) {
        try {
            while (!own.isDone()) {
                exchangeOnce();
            }
        } catch (RuntimeException failed) {
            if (waiting.remove(own)) {
                own.fail(unsent(failed));
            }
        } catch (Error broken) {
            waiting.remove(own);
            throw broken;
        }
    }

    /** What a caller learns whose own jobs never left this process. */
    private static RuntimeException unsent(RuntimeException failed) {
        return failed instanceof StoreException store && store.outcomeUnknown()
                ? StoreException.of(store.reason(), String.valueOf(store.getMessage()), store)
                : failed;
    }

    /** Wakes somebody for what arrived after the last drain: its caller, who leads next, or else the dispatcher. Called without the lock. */
    private void passOn() {
        wakeNext();
        events.exchanged();
    }

    private void wakeNext() {
        boolean remarks = false;
        for (LaneItem item : waiting) {
            if (item instanceof LaneItem.Arrival arrival) {
                LockSupport.unpark(arrival.caller);
                return;
            }
            remarks |= item instanceof LaneItem.Remark;
        }
        // Ends of attempts ride with the next claim, if there is one soon.
        if (remarks || hasKept || wantsExchange()) {
            desk.wake();
        }
    }

    private void exchangeOnce() {
        Load doubtful = new Load(List.copyOf(unsettled), List.copyOf(inDoubt));
        if (!doubtful.isEmpty()) {
            unsettled.clear();
            inDoubt.clear();
            hasKept = false;
            send(doubtful, true);
        }
        List<LaneItem> items = drain();
        boolean alone = !items.isEmpty() && items.get(0).travelsAlone();
        Load load = new Load(items, number != CLAIMS_NOT && !alone ? desk.wishes(number, items) : List.of());
        if (!load.isEmpty()) {
            send(load, false);
        }
    }

    private List<LaneItem> drain() {
        List<LaneItem> items = new ArrayList<>();
        int rows = 0;
        LaneItem next = waiting.peek();
        while (next != null && (items.isEmpty() || (rows + next.weight() <= MAX_ROWS && !next.travelsAlone()))) {
            rows += next.weight();
            items.add(waiting.remove());
            next = next.travelsAlone() ? null : waiting.peek();
        }
        return items;
    }

    /** Sends a load; on failure keeps what must not be lost, tells the callers, and throws. Holds leading. */
    private void send(Load load, boolean repeated) {
        Batch batch = load.batch(seams.now());
        int[] tries = {0};
        Receipt receipt;
        long before = seams.ticker().nanos();
        try {
            receipt = exchange(repeated ? batch.again() : batch, tries);
        } catch (StoreException failed) {
            if (failed.reason() == StoreException.Reason.REJECTED) {
                bisect(load, repeated || failed.outcomeUnknown(), failed);
                return;
            }
            keep(load, failed);
            throw failed;
        } catch (RuntimeException | Error broken) {
            keep(load, broken instanceof IllegalStateException closed ? closed : doubt(broken));
            throw broken;
        }
        long took = seams.ticker().nanos() - before;
        exchangedAt = batch.now();
        failing = false;
        desk.committed(took);
        events.meter().exchanged(took);
        load.deliver(receipt, !repeated && tries[0] == 1, number, desk);
        load.unparkCallers();
    }

    /** Tries as long as it is worth it. What was in doubt after any of the tries is in doubt after the last. */
    private Receipt exchange(Batch batch, int[] tries) {
        AtomicBoolean doubt = new AtomicBoolean();
        try {
            return retry.call(number -> {
                tries[0] = number;
                try {
                    return store.exchange(number > 1 ? batch.again() : batch);
                } catch (StoreException failed) {
                    doubt.compareAndSet(false, failed.outcomeUnknown());
                    throw failed;
                }
            });
        } catch (StoreException failed) {
            throw doubt.get() ? failed.inDoubt() : failed;
        }
    }

    private static StoreException doubt(Throwable broken) {
        return StoreException.unknown(
                StoreException.Reason.UNAVAILABLE, "the store failed in an unforeseen way: " + broken, broken);
    }

    /** One poisonous item must not keep its neighbours from being written; and no half may be forgotten because the other fails. */
    private void bisect(Load load, boolean repeated, StoreException refusal) {
        if (load.isSingle()) {
            refuse(load, refusal);
            return;
        }
        List<Load> halves = load.halves();
        try {
            send(halves.get(0), repeated);
        } catch (RuntimeException | Error failed) {
            RuntimeException told = failed instanceof RuntimeException known ? known : doubt(failed);
            keep(halves.get(1), repeated ? told : unsent(told));
            throw failed;
        }
        send(halves.get(1), repeated);
    }

    private void refuse(Load load, StoreException refusal) {
        for (LaneItem item : load.items()) {
            if (item instanceof LaneItem.Arrival arrival) {
                arrival.fail(refusal);
                LockSupport.unpark(arrival.caller);
            } else if (item instanceof LaneItem.Ending ending) {
                ending.refused().accept(refusal);
            } else if (item instanceof LaneItem.Remark remark) {
                LOG.error("event=note_refused number={}", remark.note().number(), refusal);
                remark.answer().accept(Settled.NOT_YOURS);
            }
        }
        if (!load.claims().isEmpty()) {
            LOG.error("event=claim_refused request={}", load.claims(), refusal);
            desk.refused(load.claims());
        }
    }

    private void keep(Load load, RuntimeException failed) {
        failedNanos = seams.ticker().nanos();
        failing = true;
        for (LaneItem item : load.items()) {
            if (item instanceof LaneItem.Arrival arrival) {
                arrival.fail(failed);
                LockSupport.unpark(arrival.caller);
            } else {
                unsettled.add(item);
            }
        }
        inDoubt.addAll(load.claims());
        hasKept = !unsettled.isEmpty() || !inDoubt.isEmpty();
    }
}
