package io.queuectl.core.engine;

import io.queuectl.api.QueueName;
import io.queuectl.api.Token;
import io.queuectl.core.spi.Claim;
import io.queuectl.core.spi.ClaimRequest;
import io.queuectl.core.spi.Claimed;
import io.queuectl.core.spi.NewJob;
import io.queuectl.core.spi.PriorityOrder;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Where the leader of a lane learns what to claim and brings what it got. At most one quarantined job, one that was lost before, is on this node at a
 * time, so that a job that kills its process takes no innocent neighbour with it twice.
 *
 * <p>{@link #wishes}, {@link #receive}, {@link #committed} and {@link #refused} are called by leaders, one at a time; the rest by anybody.
 */
final class ClaimDesk {

    /** No claimed job waits longer than this for its start: then others may have it. */
    static final Duration LONGEST_WAIT = Duration.ofSeconds(1);

    private static final long QUARANTINE_TURN_NANOS = Duration.ofSeconds(1).toNanos();
    private static final Duration REFUSED = Duration.ofSeconds(1);

    private final List<PoolDesk> pools;
    private final Lease lease;
    private final Seams seams;
    private final Events events;
    private final PriorityOrder order;
    private final TokenNumbers numbers;
    private final Duration pollInterval;

    /** Guarded by this, as is whatever below says nothing of its own. */
    private final Map<ClaimRequest, PoolDesk> asked = new HashMap<>();

    /** Whether several lanes claim. */
    private final boolean several;

    private final AtomicBoolean quarantineTaken = new AtomicBoolean();

    /** The queues that may hold a quarantined job and could not ask for it, because another did. */
    private final Set<QueueWatch> denied = new HashSet<>();

    private volatile Runnable dispatcher = () -> {};

    /** What to do with a claim that came too late to run here. Set once, while the engine is wired. */
    private Consumer<Claim> giveBack = claim -> {};

    private volatile boolean closed = true;

    /** Until when nothing is claimed, because the store refused a request for good; or {@code null}. */
    private volatile @Nullable Long refusedUntilNanos;

    /** A wake-up came: there may be work in queues not known here yet. */
    private volatile boolean newQueues = true;

    private long queuesSeenNanos;
    private long quarantineAskedNanos;
    private int turn;

    ClaimDesk(
            List<PoolDesk> pools,
            TokenNumbers numbers,
            boolean several,
            Lease lease,
            Seams seams,
            Events events,
            EngineConfig config) {
        this.pools = List.copyOf(pools);
        this.numbers = numbers;
        this.several = several;
        this.lease = lease;
        this.seams = seams;
        this.events = events;
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

    /** Whether workers are on and none has anything to do. */
    boolean isIdle() {
        return !closed
                && pools.stream()
                        .allMatch(desk -> desk.pool().isIdle() && desk.pool().unwritten() == 0);
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
        newQueues = true;
        pools.forEach(PoolDesk::hintAll);
        wake();
    }

    /** Whether to look for queues that came to be: for pools that serve every queue, after a wake-up or once a poll interval. Called by the dispatcher. */
    synchronized boolean wantsQueues() {
        if (pools.stream().noneMatch(desk -> desk.servesEveryQueue() && desk.wish() > 0)) {
            return false;
        }
        long now = seams.ticker().nanos();
        if (newQueues || now - queuesSeenNanos >= pollInterval.toNanos()) {
            newQueues = false;
            queuesSeenNanos = now;
            return true;
        }
        return false;
    }

    /** The look for queues failed. */
    void lookAgainForQueues() {
        newQueues = true;
    }

    /** Takes note of the queues that hold work, for the pools that serve every queue. */
    void queues(List<QueueName> waiting) {
        pools.forEach(desk -> desk.forgetAllBut(waiting));
        for (PoolDesk desk : pools) {
            waiting.forEach(queue -> desk.watch(queue, seams.ticker().nanos()));
        }
    }

    /** Gives back what was claimed ahead and has waited too long: the jobs before it turned out slower than was expected. */
    void returnStale() {
        long now = seams.ticker().nanos();
        for (PoolDesk desk : pools) {
            Long since = desk.pool().oldestAhead();
            if (since != null && now - since > LONGEST_WAIT.toNanos()) {
                desk.heldTooLong();
                takeBack(desk);
            }
        }
    }

    /** Gives back everything that has not started. */
    void returnAll() {
        pools.forEach(this::takeBack);
    }

    /** Takes one job out that has not started, or answers {@code null}. */
    @Nullable
    Claim withdraw(Token token) {
        for (PoolDesk desk : pools) {
            Claim claim = desk.pool().takeOut(token);
            if (claim != null) {
                releaseQuarantine(claim);
                return claim;
            }
        }
        return null;
    }

    /**
     * Whether an exchange is called for now: for claims, or for outcomes that nothing else will soon carry.
     *
     * @param waiting whether anything waits in the lane that asks
     */
    boolean wantsExchange(boolean waiting) {
        Instant now = seams.now();
        long nanos = seams.ticker().nanos();
        boolean claims = mayClaim();
        return pools.stream()
                .anyMatch(desk -> (waiting && isFlushDue(desk))
                        || (claims && desk.wantsClaim(now, nanos, pollInterval.toNanos())));
    }

    /** Whether anything may be claimed at all. */
    private boolean mayClaim() {
        return !closed && lease.isTrusted() && !isRefused() && !events.isCongested();
    }

    private boolean isRefused() {
        Long until = refusedUntilNanos;
        return until != null && until - seams.ticker().nanos() > 0;
    }

    /** Tells the dispatcher of an ended attempt, if it should act on it now. */
    void attemptEnded(Pool pool, Claim claim) {
        releaseQuarantine(claim);
        for (PoolDesk desk : pools) {
            if (desk.pool() == pool && desk.isDry()) {
                wake();
            }
        }
    }

    /** How long the dispatcher may rest: until something comes due, until the next poll, or while outcomes are unwritten a few milliseconds. */
    Duration rest() {
        Instant now = seams.now();
        boolean claims = mayClaim();
        Duration rest = isRefused() && pollInterval.compareTo(REFUSED) > 0 ? REFUSED : pollInterval;
        for (PoolDesk desk : pools) {
            if (desk.pool().unwritten() > 0) {
                return Duration.ofMillis(5);
            }
            if (claims) {
                rest = desk.untilDue(now, rest);
            }
        }
        return rest.compareTo(Duration.ofMillis(1)) < 0 ? Duration.ofMillis(1) : rest;
    }

    /** What to claim with the exchange of that lane that carries those items. */
    synchronized List<ClaimRequest> wishes(int lane, List<LaneItem> items) {
        noteArrivals(items);
        long epoch = mayClaim() ? lease.trustedEpoch() : 0;
        if (epoch == 0) {
            return List.of();
        }
        List<ClaimRequest> requests = new ArrayList<>();
        // Another pool comes first each time, or the first one would always have the quarantined job.
        turn = (turn + 1) % pools.size();
        for (int i = 0; i < pools.size(); i++) {
            PoolDesk desk = pools.get((turn + i) % pools.size());
            ClaimRequest request = request(desk, lane, epoch);
            if (request != null) {
                asked.put(request, desk);
                desk.asking(request.limit());
                requests.add(request);
            }
        }
        return requests;
    }

    synchronized void receive(ClaimRequest request, Claimed claimed) {
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
        desk.answered(request.limit());
        if (request.quarantined() > 0 && (!quarantined || closed)) {
            dropReservation();
        }
        boolean more = request.limit() > 0 && claimed.claims().size() >= request.limit();
        QueueWatch watch = desk.watch(request.queue(), seams.ticker().nanos());
        if (!claimed.known()) {
            lease.denied(request.epoch());
            hint(desk, request);
        } else if (watch != null && watch.answered(more, claimed.nextDue(), seams.now())) {
            // Or the dispatcher, which does not lead every exchange, would sleep through it.
            wake();
        }
    }

    /** Nothing was learnt about the queue: it has to be asked again. */
    private void hint(PoolDesk desk, ClaimRequest request) {
        QueueWatch watch = desk.watch(request.queue(), seams.ticker().nanos());
        if (watch != null) {
            watch.unanswered();
        }
    }

    /** The store refused those requests for good: nothing was claimed, and nothing is for a moment. */
    synchronized void refused(List<ClaimRequest> requests) {
        refusedUntilNanos = seams.ticker().nanos() + REFUSED.toNanos();
        for (ClaimRequest request : requests) {
            PoolDesk desk = asked.remove(request);
            if (desk != null) {
                desk.answered(request.limit());
                hint(desk, request);
            }
            if (request.quarantined() > 0) {
                dropReservation();
            }
        }
    }

    synchronized void committed(long nanos) {
        pools.forEach(desk -> desk.committed(nanos));
    }

    /**
     * New jobs are committed that came through that lane. Another lane's claim that was under way at the same time cannot have seen them, and
     * none went along with those that travel alone or through a lane that claims not.
     */
    void arrived(int lane, LaneItem.Arrival arrival) {
        if (several || lane == Lane.CLAIMS_NOT || arrival.travelsAlone()) {
            noteArrival(arrival);
        }
    }

    /** A job of a queue comes due then: a retry, or one enqueued here. */
    void due(QueueName queue, Instant at) {
        boolean now = !at.isAfter(seams.now());
        for (PoolDesk desk : pools) {
            if (desk.due(queue, at, now, seams.ticker().nanos())) {
                // The dispatcher may rest for longer than that by now.
                wake();
            }
        }
    }

    private boolean isFlushDue(PoolDesk desk) {
        return desk.pool().unwritten() > 0 && desk.isDry();
    }

    private void noteArrivals(List<LaneItem> items) {
        for (LaneItem item : items) {
            if (item instanceof LaneItem.Arrival arrival) {
                noteArrival(arrival);
            }
        }
    }

    private void noteArrival(LaneItem.Arrival arrival) {
        for (NewJob job : arrival.jobs) {
            due(job.queue(), job.runAt());
        }
    }

    private @Nullable ClaimRequest request(PoolDesk desk, int lane, long epoch) {
        int wish = desk.wish();
        QueueWatch watch =
                wish == 0 ? null : desk.nextQueue(seams.now(), seams.ticker().nanos(), pollInterval.toNanos());
        if (watch == null) {
            return null;
        }
        watch.asking(seams.ticker().nanos());
        int quarantined = reservesQuarantine(desk, watch) ? 1 : 0;
        return new ClaimRequest(epoch, watch.queue(), wish, quarantined, order, numbers.take(lane, wish + quarantined));
    }

    /** When a slot is free for it at once; once a second even when none is, or a busy node would never run one. */
    private boolean reservesQuarantine(PoolDesk desk, QueueWatch watch) {
        long nanos = seams.ticker().nanos();
        if (desk.pool().free() <= 0 && nanos - quarantineAskedNanos < QUARANTINE_TURN_NANOS) {
            return false;
        }
        if (!quarantineTaken.compareAndSet(false, true)) {
            denied.add(watch);
            return false;
        }
        quarantineAskedNanos = nanos;
        return true;
    }

    /** The reservation brought no job: those who were denied it may ask now. */
    private void dropReservation() {
        quarantineTaken.set(false);
        denied.forEach(QueueWatch::hint);
        denied.clear();
    }

    /** The quarantined job of this node, if it is that one, is here no more: another may come. */
    private void releaseQuarantine(Claim claim) {
        if (claim.isQuarantined()) {
            quarantineTaken.set(false);
            hintAll();
        }
    }

    private void takeBack(PoolDesk desk) {
        for (Claim claim : desk.pool().takeBack()) {
            releaseQuarantine(claim);
            giveBack.accept(claim);
        }
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
}
