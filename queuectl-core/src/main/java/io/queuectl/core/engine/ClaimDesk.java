package io.queuectl.core.engine;

import io.queuectl.api.QueueName;
import io.queuectl.api.Token;
import io.queuectl.core.spi.Claim;
import io.queuectl.core.spi.ClaimRequest;
import io.queuectl.core.spi.Claimed;
import io.queuectl.core.spi.NewJob;
import io.queuectl.core.spi.PlaceWish;
import io.queuectl.core.spi.PriorityOrder;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Where the leader of a lane learns what to claim and brings what it got.
 *
 * <p>{@link #wishes}, {@link #receive}, {@link #committed} and {@link #refused} are called by leaders, one at a time; the rest by anybody.
 */
final class ClaimDesk {

    /** No claimed job waits longer than this for its start: then others may have it. */
    static final Duration LONGEST_WAIT = Duration.ofSeconds(1);

    private static final Duration REFUSED = Duration.ofSeconds(1);

    private final List<PoolDesk> pools;
    private final Lease lease;
    private final Seams seams;
    private final Events events;
    private final PriorityOrder order;
    private final TokenNumbers numbers;
    private final QueueBook book;
    private final BoundQueues bounds;
    private final Duration pollInterval;

    /** Guarded by this, as is whatever below says nothing of its own. */
    private final Map<ClaimRequest, Asked> asked = new HashMap<>();

    /** Whether several lanes claim. */
    private final boolean several;

    private final Quarantine quarantine = new Quarantine();

    private volatile Runnable dispatcher = () -> {};

    /** What to do with a claim that came too late to run here. Set once, while the engine is wired. */
    private Consumer<Claim> giveBack = claim -> {};

    private volatile boolean closed = true;

    /** Until when nothing is claimed, because the store refused a request for good; or {@code null}. */
    private volatile @Nullable Long refusedUntilNanos;

    /** A wake-up came: there may be work in queues not known here yet. */
    private volatile boolean newQueues = true;

    private long queuesSeenNanos;
    private int turn;

    ClaimDesk(
            List<PoolDesk> pools,
            QueueBook book,
            BoundQueues bounds,
            TokenNumbers numbers,
            boolean several,
            Lease lease,
            Seams seams,
            Events events,
            EngineConfig config) {
        this.pools = List.copyOf(pools);
        this.book = book;
        this.bounds = bounds;
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

    /** Who a request is for, and the places of its queue if that was bounded then. */
    private record Asked(PoolDesk desk, @Nullable QueuePlaces places) {

        /** Nothing was learnt. */
        void unanswered(ClaimRequest request) {
            desk.answered(request.limit());
            if (places != null) {
                places.answered(null);
            }
        }
    }

    /** Gives back what was claimed ahead and has waited too long: the jobs before it turned out slower than was expected. */
    void returnStale() {
        long now = seams.ticker().nanos();
        giveBackAll(bounds.takeBackStale(now - LONGEST_WAIT.toNanos()));
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

    /** What is set for the queues has changed: what must not start now is given back, and what may is looked for. */
    synchronized void settingsChanged() {
        giveBackAll(bounds.settingsChanged());
        for (PoolDesk desk : pools) {
            giveBackAll(desk.pool().takeBack(queue -> book.isPaused(queue) || book.isLimited(queue)));
        }
        hintAll();
    }

    /** Takes one job out that has not started, or answers {@code null}. */
    @Nullable
    Claim withdraw(Token token) {
        Claim claim = bounds.takeOut(token);
        for (PoolDesk desk : pools) {
            claim = claim == null ? desk.pool().takeOut(token) : claim;
        }
        if (claim != null) {
            bounds.left(claim);
            releaseQuarantine(claim);
        }
        return claim;
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

    /** Tells the dispatcher of an attempt that ended after so long, if it should act on it now. */
    void attemptEnded(Pool pool, Claim claim, long nanos) {
        releaseQuarantine(claim);
        QueuePlaces places = bounds.of(claim.queue());
        if (places != null) {
            places.ended(claim.token(), nanos);
        }
        for (PoolDesk desk : pools) {
            if (desk.pool() == pool) {
                if (places != null && !places.isStocked()) {
                    placeFreed(desk, claim.queue());
                }
                if (desk.callsForExchange()) {
                    wake();
                }
            }
        }
    }

    /** One more of that queue may run here. */
    private void placeFreed(PoolDesk desk, QueueName queue) {
        QueueWatch watch = desk.watch(queue, seams.ticker().nanos());
        if (watch != null) {
            watch.hint();
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
                rest = desk.untilDue(now, seams.ticker().nanos(), rest);
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
            boolean first = true;
            for (QueueTurns.Ask ask : desk.asks(seams.now(), seams.ticker().nanos(), pollInterval.toNanos())) {
                ClaimRequest request = request(desk, ask, lane, epoch, first);
                if (request != null) {
                    requests.add(request);
                    first = false;
                }
            }
        }
        return requests;
    }

    synchronized void receive(ClaimRequest request, Claimed claimed) {
        Asked its = asked.remove(request);
        if (its == null) {
            claimed.claims().forEach(giveBack);
            return;
        }
        PoolDesk desk = its.desk();
        QueuePlaces places = bounds.of(request.queue());
        boolean quarantined = false;
        for (Claim claim : inOrderOfStart(claimed.claims())) {
            if (closed || book.isPaused(claim.queue()) || places != its.places()) {
                giveBack.accept(claim);
            } else {
                quarantined |= claim.isQuarantined();
                take(desk.pool(), places, new Pool.Held(claim, seams.ticker().nanos()));
            }
        }
        desk.answered(request.limit());
        if (its.places() != null) {
            its.places().answered(claimed.places());
        }
        if (request.quarantined() > 0 && !quarantined) {
            quarantine.drop();
        }
        boolean more = request.limit() > 0 && claimed.claims().size() >= request.limit();
        QueueWatch watch = desk.watch(request.queue(), seams.ticker().nanos());
        if (watch != null) {
            QueueTurns.refund(
                    watch, Math.max(0, request.limit() - claimed.claims().size()));
        }
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
            Asked its = asked.remove(request);
            if (its != null) {
                its.unanswered(request);
                hint(its.desk(), request);
            }
            if (request.quarantined() > 0) {
                quarantine.drop();
            }
        }
    }

    synchronized void committed(long nanos) {
        bounds.committed(nanos);
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

    /** Jobs of a queue that waited for others may be due now. */
    void released(QueueName queue) {
        due(queue, seams.now());
    }

    private boolean isFlushDue(PoolDesk desk) {
        return desk.pool().unwritten() > 0 && desk.callsForExchange();
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

    /** {@code null} if another that was asked just before leaves no room in a bounded queue. */
    private @Nullable ClaimRequest request(PoolDesk desk, QueueTurns.Ask ask, int lane, long epoch, boolean first) {
        QueueWatch watch = ask.watch();
        long now = seams.ticker().nanos();
        QueuePlaces places = bounds.of(watch.queue());
        PlaceWish wish = places == null ? null : places.wish(bounds.most(watch.queue()), now, pollInterval.toNanos());
        int share = Math.min(ask.share(), places == null ? ask.share() : wish == null ? 0 : wish.jobs());
        QueueTurns.refund(watch, ask.share() - share);
        if (share <= 0) {
            return null;
        }
        watch.asking(now);
        boolean slotIsFree = desk.pool().free() > 0;
        int quarantined = quarantine.reserve(watch, first, slotIsFree, now) ? 1 : 0;
        long number = numbers.take(lane, share + quarantined);
        boolean limited = places != null || book.isLimited(watch.queue());
        ClaimRequest request = new ClaimRequest(epoch, watch.queue(), share, quarantined, order, number, limited, wish);
        asked.put(request, new Asked(desk, places));
        desk.asking(share);
        return request;
    }

    private static void take(Pool pool, @Nullable QueuePlaces places, Pool.Held held) {
        if (places == null) {
            pool.add(held);
        } else {
            places.add(pool, held);
        }
    }

    /** The quarantined job of this node, if it is that one, is here no more: another may come. */
    private void releaseQuarantine(Claim claim) {
        if (claim.isQuarantined()) {
            quarantine.release();
            hintAll();
        }
    }

    private void takeBack(PoolDesk desk) {
        giveBackAll(bounds.takeBack(desk.pool()::equals));
        giveBackAll(desk.pool().takeBack());
    }

    private void giveBackAll(List<Claim> claims) {
        for (Claim claim : claims) {
            bounds.left(claim);
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
