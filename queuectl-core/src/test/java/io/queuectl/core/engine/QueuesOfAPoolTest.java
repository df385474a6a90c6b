package io.queuectl.core.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.queuectl.api.Counters;
import io.queuectl.api.JobId;
import io.queuectl.api.Limits;
import io.queuectl.api.Payload;
import io.queuectl.api.QueueName;
import io.queuectl.api.QueueRate;
import io.queuectl.api.QueueSettings;
import io.queuectl.api.Token;
import io.queuectl.core.spi.Claim;
import io.queuectl.core.spi.ClaimRequest;
import io.queuectl.core.spi.Claimed;
import io.queuectl.core.spi.PlaceWish;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a pool asks which of its queues for, and what is set for them. */
class QueuesOfAPoolTest {

    private static final QueueName HIGH = QueueName.of("high");
    private static final QueueName LOW = QueueName.of("low");
    private static final Claimed NOTHING = new Claimed(List.of(), null, true);

    private final AtomicLong nanos = new AtomicLong();
    private final Seams seams = new Seams(
            InstantSource.fixed(Claims.DUE), nanos::get, new SplittableRandom(1), LocalProcesses.blind(), Thread::new);
    private final Lease lease = new Lease(seams);
    private final FakeQueues queues = new FakeQueues();
    private final QueueBook book = new QueueBook(queues, nanos::get);
    private final List<Pool> pools = new ArrayList<>();
    private final BoundQueues bounds =
            new BoundQueues(book, pools, Duration.ofSeconds(1).toNanos());
    private final List<Claim> running = new ArrayList<>();
    private final List<Claim> givenBack = new ArrayList<>();

    @Test
    void aPoolAsksSeveralQueuesInOneExchangeEachForItsShare() {
        ClaimDesk desk = desk(service(Service.Order.WEIGHTED, 40, 3, 1));

        assertThat(desk.wishes(0, List.of()))
                .extracting(ClaimRequest::queue, ClaimRequest::limit)
                .containsExactlyInAnyOrder(tuple(HIGH, 30), tuple(LOW, 10));
    }

    @Test
    void ofTheQueuesThatAreAskedTogetherEachComesToAskForAQuarantinedJob() {
        ClaimDesk desk = desk(service(Service.Order.WEIGHTED, 40, 1, 1));
        List<ClaimRequest> both = desk.wishes(0, List.of());
        assertThat(both).extracting(ClaimRequest::quarantined).containsExactly(1, 0);
        both.forEach(request -> desk.receive(request, NOTHING));

        List<ClaimRequest> next = desk.wishes(0, List.of());
        assertThat(next)
                .extracting(ClaimRequest::queue)
                .containsExactly(both.get(1).queue());
        assertThat(next).extracting(ClaimRequest::quarantined).containsExactly(1);
        next.forEach(request -> desk.receive(request, NOTHING));
        assertThat(desk.wantsExchange(true)).isFalse();
    }

    @Test
    void inStrictOrderALaterQueueIsAskedOnceThoseBeforeItHaveNothing() {
        ClaimDesk desk = desk(service(Service.Order.STRICT, 4, 1, 1));
        ClaimRequest first = only(desk.wishes(0, List.of()));
        assertThat(first.queue()).isEqualTo(HIGH);
        assertThat(desk.wishes(1, List.of())).isEmpty();
        assertThat(desk.wantsExchange(false)).isFalse();
        desk.receive(first, NOTHING);

        ClaimRequest second = only(desk.wishes(0, List.of()));
        assertThat(second.queue()).isEqualTo(LOW);
        desk.receive(second, NOTHING);
        desk.due(HIGH, Claims.DUE);
        desk.due(LOW, Claims.DUE);
        assertThat(only(desk.wishes(0, List.of())).queue()).isEqualTo(HIGH);
    }

    @Test
    void aPausedQueueIsNotAskedAndWhatWasClaimedAheadOfItIsGivenBack() {
        ClaimDesk desk = desk(Service.of(HIGH, 2));
        desk.receive(only(desk.wishes(0, List.of())), claimed(HIGH, 1, 2));
        set(QueueSettings.none(HIGH).pause());
        desk.settingsChanged();
        assertThat(givenBack).hasSize(2);
        assertThat(desk.wantsExchange(true)).isFalse();
        assertThat(desk.wishes(0, List.of())).isEmpty();

        set(QueueSettings.none(HIGH));
        desk.settingsChanged();
        assertThat(only(desk.wishes(0, List.of())).limit()).isEqualTo(2);
    }

    @Test
    void aPausedQueueWithWorkThatIsDueDoesNotKeepTheDispatcherAwake() {
        ClaimDesk desk = desk(Service.of(HIGH, 2));
        desk.receive(only(desk.wishes(0, List.of())), new Claimed(List.of(), Claims.DUE.plusMillis(1), true));
        set(QueueSettings.none(HIGH).pause());

        assertThat(desk.rest()).isEqualTo(Claims.config().pollInterval());
    }

    @Test
    void whatArrivesForAQueueThatWasPausedMeanwhileIsGivenBack() {
        ClaimDesk desk = desk(Service.of(HIGH, 2));
        ClaimRequest request = only(desk.wishes(0, List.of()));
        set(QueueSettings.none(HIGH).pause());
        desk.receive(request, claimed(HIGH, 1));

        assertThat(givenBack).hasSize(1);
    }

    @Test
    void claimsOfALimitedQueueAreMarkedAndOthersAreNot() {
        set(QueueSettings.none(HIGH).maxRunning(3));
        set(QueueSettings.none(LOW).maxWaiting(3));
        ClaimDesk desk = desk(service(Service.Order.WEIGHTED, 40, 1, 1));

        assertThat(desk.wishes(0, List.of()))
                .allSatisfy(request ->
                        assertThat(request.limited()).isEqualTo(request.queue().equals(HIGH)));
    }

    @Test
    void ofABoundedQueueAsManyAreAskedForAsMayRunAndTheNextOnceOneEnded() throws InterruptedException {
        set(QueueSettings.none(HIGH).maxRunning(1));
        Pool pool = new Pool(Service.of(HIGH, 2));
        ClaimDesk desk = desk(new PoolDesk(pool, new Prefetch(pool, 1), book, bounds, 1, 0));
        ClaimRequest first = only(desk.wishes(0, List.of()));
        assertThat(first.limit()).isEqualTo(1);
        assertThat(first.places()).isEqualTo(new PlaceWish(0, 0, 1, 0));
        desk.receive(first, claimed(HIGH, 1).giving(1));
        assertThat(desk.wantsExchange(true)).isFalse();
        Claim claim = pool.take().claim();
        pool.attemptEnded(1);
        desk.attemptEnded(pool, claim, 1);

        assertThat(only(desk.wishes(0, List.of())).limit()).isEqualTo(1);
    }

    @Test
    void aBoundedQueueIsAskedOnceAtATimeUntilAPollIntervalHasPassed() {
        set(QueueSettings.none(HIGH).maxRunning(1));
        ClaimDesk desk = desk(Service.of(HIGH, 2));
        desk.wishes(0, List.of());
        desk.hintAll();
        assertThat(desk.wishes(1, List.of())).isEmpty();
        nanos.addAndGet(Claims.config().pollInterval().toNanos());

        assertThat(only(desk.wishes(1, List.of())).places()).isEqualTo(new PlaceWish(0, 0, 1, 0));
    }

    @Test
    void whatWaitsForAPlaceCountsAsHeldAndComesBackFromWhereverItIs() {
        set(QueueSettings.none(HIGH).maxRunning(2));
        Pool pool = new Pool(Service.of(HIGH, 2));
        ClaimDesk desk = desk(new PoolDesk(pool, new Prefetch(pool, 1), book, bounds, 1, 0));
        desk.receive(only(desk.wishes(0, List.of())), claimed(HIGH, 1, 2).giving(1));
        assertThat(pool.ahead()).isEqualTo(2);
        assertThat(pool.running()).isZero();
        assertThat(pool.free()).isZero();
        assertThat(desk.withdraw(new Token(7, 2))).isNotNull();
        assertThat(desk.withdraw(new Token(7, 1))).isNotNull();
        assertThat(pool.isIdle()).isTrue();
        desk.hintAll();

        desk.receive(only(desk.wishes(0, List.of())), claimed(HIGH, 3, 4).giving(1));
        desk.returnAll();
        assertThat(givenBack).extracting(Claim::number).containsExactlyInAnyOrder(3L, 4L);
        assertThat(pool.isIdle()).isTrue();
    }

    @Test
    void aJobThatWaitedTooLongForItsPlaceIsGivenBack() throws InterruptedException {
        set(QueueSettings.none(HIGH).maxRunning(2));
        Pool pool = new Pool(Service.of(HIGH, 2));
        ClaimDesk desk = desk(new PoolDesk(pool, new Prefetch(pool, 1), book, bounds, 1, 0));
        desk.receive(only(desk.wishes(0, List.of())), claimed(HIGH, 1, 2).giving(1));
        pool.take();
        desk.returnStale();
        assertThat(givenBack).isEmpty();
        nanos.addAndGet(ClaimDesk.LONGEST_WAIT.toNanos() + 1);
        desk.returnStale();

        assertThat(givenBack).extracting(Claim::number).containsExactly(2L);
    }

    @Test
    void whatAQueueThatWasBoundMeanwhileBringsIsGivenBackAndWhatRunsOfItUsesAPlace() {
        ClaimDesk desk = desk(Service.of(HIGH, 4));
        desk.committed(1);
        ClaimRequest before = only(desk.wishes(0, List.of()));
        running.add(claimed(HIGH, 9).claims().get(0));
        set(QueueSettings.none(HIGH).maxRunning(3));
        desk.settingsChanged();
        desk.receive(before, claimed(HIGH, 1));
        assertThat(givenBack).hasSize(1);

        assertThat(only(desk.wishes(0, List.of())).places()).isEqualTo(new PlaceWish(1, 1, 3, 0));
    }

    @Test
    void whatHasARateIsHeldBeyondTheSlots() throws InterruptedException {
        set(QueueSettings.none(HIGH).rate(QueueRate.perSecond(1_000)));
        Pool pool = new Pool(Service.of(HIGH, 2));
        ClaimDesk desk = desk(new PoolDesk(pool, fast(pool), book, bounds, 1, 0));
        desk.committed(Duration.ofMillis(100).toNanos());

        ClaimRequest first = only(desk.wishes(0, List.of()));
        assertThat(first.limited()).isTrue();
        assertThat(first.limit()).isGreaterThan(2);
    }

    private static ClaimRequest only(List<ClaimRequest> requests) {
        assertThat(requests).hasSize(1);
        return requests.get(0);
    }

    private void set(QueueSettings settings) {
        queues.set.put(settings.queue(), settings);
        book.read();
    }

    private static Service service(Service.Order order, int slots, int high, int low) {
        return new Service(order, List.of(new Service.Share(HIGH, high), new Service.Share(LOW, low)), slots);
    }

    private ClaimDesk desk(Service service) {
        Pool pool = new Pool(service);
        return desk(new PoolDesk(pool, new Prefetch(pool, Duration.ofSeconds(1).toNanos()), book, bounds, 1, 0));
    }

    private ClaimDesk desk(PoolDesk pool) {
        pools.add(pool.pool());
        bounds.whatRuns(running::stream);
        ClaimDesk desk = new ClaimDesk(
                List.of(pool),
                book,
                bounds,
                new TokenNumbers(2),
                false,
                lease,
                seams,
                new Events(List.of(), null, () -> 0, () -> {}),
                Claims.config());
        lease.hold(7, Duration.ofSeconds(10).toNanos());
        desk.whenTooLate(givenBack::add);
        desk.open(() -> {});
        return desk;
    }

    /** One that would claim far ahead, for a job took no time. */
    private static Prefetch fast(Pool pool) throws InterruptedException {
        pool.add(new Pool.Held(Claims.of(Counters.ZERO), 0));
        pool.take();
        pool.attemptEnded(1_000);
        return new Prefetch(pool, Duration.ofSeconds(1).toNanos());
    }

    private static Claimed claimed(QueueName queue, long... numbers) {
        Stream<Claim> claims = LongStream.of(numbers)
                .mapToObj(number -> new Claim(
                        number,
                        JobId.of(Long.toString(number)),
                        Claims.KIND,
                        queue,
                        0,
                        Payload.EMPTY,
                        Limits.UNSET,
                        Counters.ZERO,
                        new Token(7, number),
                        1,
                        Claims.DUE,
                        Claims.DUE,
                        Claims.DUE,
                        null,
                        false));
        return new Claimed(claims.toList(), null, true);
    }
}
