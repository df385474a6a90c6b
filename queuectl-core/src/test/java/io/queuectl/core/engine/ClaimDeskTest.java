package io.queuectl.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.queuectl.api.Counters;
import io.queuectl.api.QueueName;
import io.queuectl.core.spi.Claim;
import io.queuectl.core.spi.ClaimRequest;
import io.queuectl.core.spi.Claimed;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is claimed, and that nothing which was reserved or held for it is forgotten. */
class ClaimDeskTest {

    private static final Claimed NOTHING = new Claimed(List.of(), null, true);

    private final AtomicLong nanos = new AtomicLong();
    private final Seams seams = new Seams(
            InstantSource.fixed(Claims.DUE), nanos::get, new SplittableRandom(1), LocalProcesses.blind(), Thread::new);
    private final Lease lease = new Lease(seams);
    private final Pool first = new Pool(Service.of(QueueName.of("first"), 2));
    private final Pool second = new Pool(Service.of(QueueName.of("second"), 2));
    private final List<Claim> givenBack = new ArrayList<>();
    private final ClaimDesk desk = new ClaimDesk(
            List.of(desk(first), desk(second)),
            Claims.NOTHING_SET,
            bounds(),
            new TokenNumbers(2),
            true,
            lease,
            seams,
            new Events(List.of(), null, () -> 0, () -> {}),
            Claims.config());

    @BeforeEach
    void open() {
        lease.hold(7, Duration.ofSeconds(10).toNanos());
        desk.whenTooLate(givenBack::add);
        desk.open(() -> {});
    }

    @Test
    void onlyOneRequestMayBringTheQuarantinedJobAndThoseDeniedItAskNext() {
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
    void aQuarantinedJobThatIsGivenBackUnstartedMakesWayForAnother() {
        claimQuarantined();
        List<ClaimRequest> meanwhile = desk.wishes(0, List.of());
        assertThat(meanwhile).extracting(ClaimRequest::quarantined).doesNotContain(1);
        meanwhile.forEach(request -> desk.receive(request, NOTHING));
        desk.returnAll();

        assertThat(givenBack).hasSize(1);
        assertThat(desk.wishes(0, List.of()))
                .extracting(ClaimRequest::quarantined)
                .contains(1);
    }

    @Test
    void aQuarantinedJobThatEndedOrWasWithdrawnMakesWayForAnother() {
        Claim claim = claimQuarantined();
        assertThat(desk.withdraw(claim.token())).isEqualTo(claim);
        assertThat(desk.wishes(0, List.of()))
                .extracting(ClaimRequest::quarantined)
                .contains(1);
    }

    @Test
    void whatArrivesAfterTheDeskClosedIsGivenBack() {
        ClaimRequest request = desk.wishes(0, List.of()).get(0);
        desk.close();
        desk.receive(request, new Claimed(List.of(Claims.of(Counters.ZERO)), null, true));

        assertThat(givenBack).hasSize(1);
        assertThat(first.isIdle() && second.isIdle()).isTrue();
        assertThat(desk.wishes(0, List.of())).isEmpty();
    }

    @Test
    void aNodeThatIsNotOnTheRosterClaimsNoMoreUntilItHasAnotherEpoch() {
        desk.wishes(0, List.of()).forEach(request -> desk.receive(request, Claimed.UNKNOWN_NODE));
        assertThat(lease.isTrusted()).isFalse();
        assertThat(desk.wantsExchange(true)).isFalse();
        lease.hold(8, Duration.ofSeconds(10).toNanos());

        assertThat(desk.wishes(0, List.of())).extracting(ClaimRequest::epoch).containsExactly(8L, 8L);
    }

    @Test
    void aRequestThatIsRefusedIsMadeAgainAfterARest() {
        desk.refused(desk.wishes(0, List.of()));
        assertThat(desk.wantsExchange(true)).isFalse();
        nanos.addAndGet(Duration.ofSeconds(1).toNanos());

        assertThat(desk.wishes(0, List.of())).hasSize(2);
    }

    @Test
    void aJobThatNoSlotHasTakenYetDoesNotKeepTheFreeSlotsFromMore() {
        Claim claim = Claims.of(Counters.ZERO);
        desk.wishes(0, List.of()).forEach(request -> desk.receive(request, new Claimed(List.of(claim), null, true)));
        desk.hintAll();

        assertThat(desk.wishes(0, List.of())).extracting(ClaimRequest::limit).containsExactly(1, 1);
    }

    @Test
    void noTokenNumberIsGivenTwice() {
        List<ClaimRequest> one = desk.wishes(0, List.of());
        desk.hintAll();
        List<ClaimRequest> two = desk.wishes(0, List.of());

        long end = 1;
        for (List<ClaimRequest> requests : List.of(one, two)) {
            for (ClaimRequest request : requests) {
                assertThat(request.firstNumber()).isEqualTo(end);
                end += request.numbers();
            }
        }
    }

    @Test
    void aJobThatIsDueHereButNotYetInTheStoreIsNotAskedForWithoutARest() {
        desk.wishes(0, List.of()).forEach(request -> desk.receive(request, new Claimed(List.of(), Claims.DUE, true)));
        desk.wishes(0, List.of()).forEach(request -> desk.receive(request, new Claimed(List.of(), Claims.DUE, true)));
        assertThat(desk.wantsExchange(true)).isFalse();
        assertThat(desk.rest()).isLessThanOrEqualTo(Duration.ofMillis(10));
    }

    @Test
    void theDispatcherRestsNoLongerThanUntilAJobIsDueThatBecameKnownWhileAClaimWasUnderWay() {
        desk.wishes(0, List.of());
        desk.due(QueueName.of("first"), Claims.DUE.plusMillis(300));

        assertThat(desk.rest()).isEqualTo(Duration.ofMillis(300));
    }

    @Test
    void anAnswerThatTellsOfAJobToComeWakesTheDispatcherWhichMayHaveGoneToRest() {
        AtomicLong woken = new AtomicLong();
        desk.open(woken::incrementAndGet);
        List<ClaimRequest> requests = desk.wishes(0, List.of());
        assertThat(desk.rest()).isEqualTo(Claims.config().pollInterval());
        desk.receive(requests.get(0), NOTHING);
        assertThat(woken).hasValue(0);
        desk.receive(requests.get(1), new Claimed(List.of(), Claims.DUE.plusMillis(300), true));

        assertThat(woken).hasValue(1);
        assertThat(desk.rest()).isEqualTo(Duration.ofMillis(300));
    }

    private Claim claimQuarantined() {
        Claim lost = Claims.of(new Counters(0, 1, 0));
        for (ClaimRequest request : desk.wishes(0, List.of())) {
            boolean reserved = request.quarantined() > 0;
            desk.receive(request, reserved ? new Claimed(List.of(lost), null, true) : NOTHING);
        }
        desk.hintAll();
        return lost;
    }

    private PoolDesk desk(Pool pool) {
        return new PoolDesk(
                pool, new Prefetch(pool, Duration.ofSeconds(1).toNanos()), Claims.NOTHING_SET, bounds(), 1, 0);
    }

    private BoundQueues bounds() {
        return new BoundQueues(Claims.NOTHING_SET, List.of(first, second), 1);
    }
}
