package io.queuectl.core.engine;

import io.queuectl.api.QueueName;
import io.queuectl.core.spi.Claim;
import io.queuectl.core.spi.ClaimRequest;
import io.queuectl.core.spi.Claimed;
import io.queuectl.core.spi.NewJob;
import io.queuectl.core.spi.PriorityOrder;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Where the leader of the lane learns what to claim and brings what it got. At most one quarantined job, one that was lost before, is on this node at a
 * time, so that a job that kills its process takes no innocent neighbour with it twice.
 *
 * <p>{@link #wishes}, {@link #receive}, {@link #committed} and {@link #forget} are called by the leader only; the rest by anybody.
 */
final class ClaimDesk {

    /** No claimed job waits longer than this for its start: then others may have it. */
    static final Duration LONGEST_WAIT = Duration.ofSeconds(1);

    private static final long QUARANTINE_TURN_NANOS = Duration.ofSeconds(1).toNanos();

    private final List<PoolDesk> pools;
    private final Lease lease;
    private final Seams seams;
    private final PriorityOrder order;
    private final Duration pollInterval;

    private final Map<ClaimRequest, PoolDesk> asked = new HashMap<>();
    private final AtomicBoolean quarantineTaken = new AtomicBoolean();
    private volatile Runnable dispatcher = () -> {};

    /** What to do with a claim that came too late to run here. Set once, while the engine is wired. */
    private Consumer<Claim> giveBack = claim -> {};

    private volatile boolean closed = true;
    private long lastNumber;
    private long quarantineAskedNanos;

    ClaimDesk(List<PoolDesk> pools, Lease lease, Seams seams, EngineConfig config) {
        this.pools = List.copyOf(pools);
        this.lease = lease;
        this.seams = seams;
        this.order = config.order();
        this.pollInterval = config.pollInterval();
    }

    void whenTooLate(Consumer<Claim> action) {
        giveBack = action;
    }

    void open(Runnable wakeDispatcher) {
        dispatcher = wakeDispatcher;
        closed = false;
    }

    /** No more claims from here on. */
    void close() {
        closed = true;
    }

    void wake() {
        dispatcher.run();
    }

    /** Something may wait anywhere. */
    void hintAll() {
        pools.forEach(PoolDesk::hintAll);
        wake();
    }

    /** Takes note of the queues that hold work, for the pools that serve every queue. */
    void hint(List<QueueName> queues) {
        for (QueueName queue : queues) {
            watches(queue).forEach(QueueWatch::hint);
        }
    }

    boolean hasFreeSlots() {
        return pools.stream().anyMatch(desk -> desk.wish() > 0);
    }

    /** Gives back what was claimed ahead and has waited too long: the jobs before it turned out slower than was expected. */
    void returnStale() {
        long now = seams.ticker().nanos();
        for (PoolDesk desk : pools) {
            Long since = desk.pool().oldestAhead();
            if (since != null && now - since > LONGEST_WAIT.toNanos()) {
                desk.heldTooLong();
                desk.pool().takeBack().forEach(giveBack);
            }
        }
    }

    boolean servesEveryQueue() {
        return pools.stream().anyMatch(PoolDesk::servesEveryQueue);
    }

    /** Whether an exchange is called for now: for claims, or for outcomes that nothing else will soon carry. */
    boolean wantsExchange() {
        Instant now = seams.now();
        long nanos = seams.ticker().nanos();
        return pools.stream()
                .anyMatch(desk -> isFlushDue(desk)
                        || (!closed && lease.isTrusted() && desk.wantsClaim(now, nanos, pollInterval.toNanos())));
    }

    /** Tells the dispatcher of an ended attempt, if it should act on it now. */
    void attemptEnded(Pool pool, Claim claim) {
        if (claim.isQuarantined()) {
            quarantineTaken.set(false);
            hintAll();
        }
        for (PoolDesk desk : pools) {
            if (desk.pool() == pool && desk.isDry()) {
                wake();
            }
        }
    }

    /** How long the dispatcher may rest: until something comes due, until the next poll, or while outcomes are unwritten a few milliseconds. */
    Duration rest() {
        Instant now = seams.now();
        Duration rest = pollInterval;
        for (PoolDesk desk : pools) {
            if (desk.pool().unwritten() > 0) {
                return Duration.ofMillis(5);
            }
            if (desk.wish() > 0) {
                rest = desk.untilDue(now, rest);
            }
        }
        return rest.compareTo(Duration.ofMillis(1)) < 0 ? Duration.ofMillis(1) : rest;
    }

    /** What to claim with the exchange that carries those items. */
    List<ClaimRequest> wishes(List<LaneItem> items) {
        noteArrivals(items);
        if (closed || !lease.isTrusted()) {
            return List.of();
        }
        List<ClaimRequest> requests = new ArrayList<>();
        for (PoolDesk desk : pools) {
            ClaimRequest request = request(desk);
            if (request != null) {
                asked.put(request, desk);
                requests.add(request);
            }
        }
        return requests;
    }

    void receive(ClaimRequest request, Claimed claimed) {
        PoolDesk desk = asked.remove(request);
        if (desk == null) {
            claimed.claims().forEach(giveBack);
            return;
        }
        boolean quarantined = false;
        for (Claim claim : inOrderOfStart(claimed.claims())) {
            quarantined |= claim.isQuarantined();
            if (closed) {
                giveBack.accept(claim);
            } else {
                desk.pool().add(new Pool.Held(claim, seams.ticker().nanos()));
            }
        }
        if (request.quarantined() > 0 && (!quarantined || closed)) {
            quarantineTaken.set(false);
        }
        QueueWatch watch = desk.watch(request.queue(), seams.ticker().nanos());
        if (watch != null) {
            watch.answered(request.limit() > 0 && claimed.claims().size() >= request.limit(), claimed.nextDue());
        }
    }

    /** The store refused those requests: nothing was claimed. */
    void forget(List<ClaimRequest> requests) {
        for (ClaimRequest request : requests) {
            asked.remove(request);
            if (request.quarantined() > 0) {
                quarantineTaken.set(false);
            }
        }
    }

    void committed(long nanos) {
        pools.forEach(desk -> desk.committed(nanos));
    }

    /** A job of a queue comes due then: a retry, or one enqueued here. */
    void due(QueueName queue, Instant at) {
        boolean now = !at.isAfter(seams.now());
        for (QueueWatch watch : watches(queue)) {
            if (now) {
                watch.hint();
            } else {
                watch.due(at);
            }
        }
    }

    private boolean isFlushDue(PoolDesk desk) {
        return desk.pool().unwritten() > 0 && desk.isDry();
    }

    private void noteArrivals(List<LaneItem> items) {
        for (LaneItem item : items) {
            if (item instanceof LaneItem.Arrival arrival) {
                for (NewJob job : arrival.jobs) {
                    due(job.queue(), job.runAt());
                }
            }
        }
    }

    private @Nullable ClaimRequest request(PoolDesk desk) {
        int wish = desk.wish();
        QueueWatch watch =
                wish == 0 ? null : desk.nextQueue(seams.now(), seams.ticker().nanos(), pollInterval.toNanos());
        if (watch == null) {
            return null;
        }
        watch.asking(seams.ticker().nanos());
        int quarantined = mayAskQuarantined(desk) && quarantineTaken.compareAndSet(false, true) ? 1 : 0;
        ClaimRequest request = new ClaimRequest(lease.epoch(), watch.queue(), wish, quarantined, order, lastNumber + 1);
        lastNumber += request.numbers();
        return request;
    }

    /** When a slot is free for it at once; once a second even when none is, or a busy node would never run one. */
    private boolean mayAskQuarantined(PoolDesk desk) {
        long nanos = seams.ticker().nanos();
        if (desk.pool().free() > 0 || nanos - quarantineAskedNanos >= QUARANTINE_TURN_NANOS) {
            quarantineAskedNanos = nanos;
            return true;
        }
        return false;
    }

    /** A quarantined job first: it must not wait beside others that were claimed ahead. */
    private static List<Claim> inOrderOfStart(List<Claim> claims) {
        if (claims.stream().noneMatch(Claim::isQuarantined)) {
            return claims;
        }
        List<Claim> ordered = new ArrayList<>(claims);
        ordered.sort((one, other) -> Boolean.compare(other.isQuarantined(), one.isQuarantined()));
        return ordered;
    }

    private List<QueueWatch> watches(QueueName queue) {
        List<QueueWatch> found = new ArrayList<>(1);
        for (PoolDesk desk : pools) {
            QueueWatch watch = desk.watch(queue, seams.ticker().nanos());
            if (watch != null) {
                found.add(watch);
            }
        }
        return found;
    }
}
