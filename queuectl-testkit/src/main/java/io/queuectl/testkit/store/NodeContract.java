package io.queuectl.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.queuectl.api.Attempt;
import io.queuectl.api.Counters;
import io.queuectl.api.JobState;
import io.queuectl.api.JobView;
import io.queuectl.core.spi.Claim;
import io.queuectl.core.spi.HostProcess;
import io.queuectl.core.spi.NodeInfo;
import io.queuectl.core.spi.NodeSignals;
import io.queuectl.core.spi.NodeView;
import io.queuectl.core.spi.Settled;
import io.queuectl.core.spi.StopMode;
import io.queuectl.testkit.SettlementDraft;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The roster: who is on it, who is asked what, and what a dead node leaves behind. */
public abstract class NodeContract extends StoreScenario {

    @Test
    void aNodeThatJoinsIsOnTheRosterAsItSaid() {
        NodeInfo info = new NodeInfo(
                -42,
                "host – 日本 – 77",
                new HostProcess("boot-id/4026531836", 77, 123_456_789_012L),
                Duration.ofMillis(2_500),
                8,
                "default,media");
        store.nodes().join(info, now());

        assertThat(store.nodes().roster()).hasSize(1);
        NodeView view = store.nodes().roster().get(0);
        assertThat(view.info()).isEqualTo(info);
        assertThat(view.beat()).isZero();
        assertThat(view.joinedAt()).isEqualTo(now());
        assertThat(view.renewedAt()).isEqualTo(now());
        assertThat(view.stop()).isNull();
    }

    @Test
    void anEpochIsAny64BitNumber() {
        for (long epoch : new long[] {Long.MIN_VALUE, -1, 1, Long.MAX_VALUE}) {
            NodeInfo info = new NodeInfo(epoch, "n", new HostProcess("", 1, 1), Duration.ofSeconds(15), 1, "default");
            store.nodes().join(info, now());
            insert(job());
            Claim claim = claimOne(new Claimant(info));

            assertThat(claim.token().epoch()).isEqualTo(epoch);
            assertThat(settle(SettlementDraft.completed(claim))).isEqualTo(Settled.APPLIED);
        }
        assertThat(store.nodes().roster()).hasSize(4);
    }

    @Test
    void theRosterComesInTheOrderOfJoining() {
        Claimant first = joined();
        clock.step(Duration.ofMillis(1));
        Claimant second = joined();
        clock.step(Duration.ofMillis(1));
        Claimant third = joined();

        assertThat(store.nodes().roster().stream().map(view -> view.info().epoch()))
                .containsExactly(first.epoch(), second.epoch(), third.epoch());
    }

    @Test
    void aRenewalCountsTheBeatAndAnswersThatNothingIsAsked() {
        Claimant node = joined();
        clock.step(Duration.ofSeconds(5));

        assertThat(store.nodes().renew(node.epoch(), now())).isEqualTo(new NodeSignals(true, null, List.of()));
        store.nodes().renew(node.epoch(), now());
        NodeView view = store.nodes().roster().get(0);
        assertThat(view.beat()).isEqualTo(2);
        assertThat(view.renewedAt()).isEqualTo(now());
        assertThat(view.joinedAt()).isEqualTo(now().minusSeconds(5));
    }

    @Test
    void aRenewalRenewsThatNodeAlone() {
        Claimant node = joined();
        Claimant other = joined();
        store.nodes().renew(node.epoch(), now());

        assertThat(beatOf(node)).isEqualTo(1);
        assertThat(beatOf(other)).isZero();
    }

    @Test
    void lookingAtTheSignalsDoesNotRenew() {
        Claimant node = joined();

        assertThat(store.nodes().signals(node.epoch())).isEqualTo(new NodeSignals(true, null, List.of()));
        assertThat(beatOf(node)).isZero();
    }

    @Test
    void aNodeOffTheRosterIsToldSoAndStaysOff() {
        assertThat(store.nodes().renew(12_345, now())).isEqualTo(NodeSignals.UNKNOWN);
        assertThat(store.nodes().signals(12_345)).isEqualTo(NodeSignals.UNKNOWN);
        assertThat(store.nodes().roster()).isEmpty();
    }

    @Test
    void aNodeIsAskedToStop() {
        Claimant node = joined();
        Claimant other = joined();

        assertThat(store.nodes().requestStop(node.epoch(), StopMode.DRAIN)).isTrue();
        assertThat(store.nodes().signals(node.epoch()).stop()).isEqualTo(StopMode.DRAIN);
        assertThat(store.nodes().renew(node.epoch(), now()).stop()).isEqualTo(StopMode.DRAIN);
        assertThat(store.nodes().signals(other.epoch()).stop()).isNull();
    }

    @Test
    void stoppingNowOverridesDrainingAndNeverTheOtherWayRound() {
        Claimant node = joined();
        store.nodes().requestStop(node.epoch(), StopMode.DRAIN);
        store.nodes().requestStop(node.epoch(), StopMode.NOW);
        assertThat(store.nodes().signals(node.epoch()).stop()).isEqualTo(StopMode.NOW);

        assertThat(store.nodes().requestStop(node.epoch(), StopMode.DRAIN)).isTrue();
        assertThat(store.nodes().signals(node.epoch()).stop()).isEqualTo(StopMode.NOW);
        assertThat(store.nodes().roster().get(0).stop()).isEqualTo(StopMode.NOW);
    }

    @Test
    void aNodeOffTheRosterIsNotAsked() {
        Claimant node = joined();
        store.nodes().leave(node.epoch());

        assertThat(store.nodes().requestStop(node.epoch(), StopMode.NOW)).isFalse();
    }

    @Test
    void aNodeThatLeavesIsGoneHoweverOftenItLeaves() {
        Claimant node = joined();
        Claimant other = joined();
        store.nodes().leave(node.epoch());
        store.nodes().leave(node.epoch());

        assertThat(store.nodes().roster().stream().map(view -> view.info().epoch()))
                .containsExactly(other.epoch());
        assertThat(store.nodes().renew(node.epoch(), now()).known()).isFalse();
    }

    @Test
    void aSilentNodeIsDeclaredDead() {
        Claimant node = joined();
        store.nodes().renew(node.epoch(), now());

        assertThat(store.nodes().declareDead(node.epoch(), 1)).isTrue();
        assertThat(store.nodes().roster()).isEmpty();
    }

    @Test
    void aNodeThatHasBeatenSinceIsNotDeclaredDead() {
        Claimant node = joined();
        store.nodes().renew(node.epoch(), now());

        assertThat(store.nodes().declareDead(node.epoch(), 0)).isFalse();
        assertThat(store.nodes().renew(node.epoch(), now()).known()).isTrue();
    }

    @Test
    void aNodeIsDeclaredDeadOnce() {
        Claimant node = joined();

        assertThat(store.nodes().declareDead(node.epoch(), 0)).isTrue();
        assertThat(store.nodes().declareDead(node.epoch(), 0)).isFalse();
    }

    @Test
    void aDeadNodeCanNeitherRenewNorClaim() {
        Claimant node = joined();
        insert(job());
        store.nodes().declareDead(node.epoch(), 0);

        assertThat(store.nodes().renew(node.epoch(), now())).isEqualTo(NodeSignals.UNKNOWN);
        assertThat(store.nodes().signals(node.epoch())).isEqualTo(NodeSignals.UNKNOWN);
        assertThat(claim(node.wish(1)).known()).isFalse();
        assertThat(store.nodes().roster()).isEmpty();
    }

    @Test
    void whatALivingNodeHoldsIsNoOrphan() {
        heldJob();

        assertThat(store.nodes().orphans(10)).isEmpty();
    }

    @Test
    void whatANodeHoldsIsFoundWhetherItLivesOrNot() {
        Claim claim = heldJob();
        heldJob();
        long epoch = claim.token().epoch();

        assertThat(store.nodes().heldBy(epoch, 10)).containsExactly(claim);
        store.nodes().declareDead(epoch, 0);
        assertThat(store.nodes().heldBy(epoch, 10)).containsExactly(claim);
        settle(SettlementDraft.completed(claim));
        assertThat(store.nodes().heldBy(epoch, 10)).isEmpty();
    }

    @Test
    void whatADeadNodeHeldIsOrphanedExactlyAsItWasClaimed() {
        Claim claim = heldJob();
        heldJob();
        store.nodes().declareDead(claim.token().epoch(), 0);

        assertThat(store.nodes().orphans(10)).containsExactly(claim);
    }

    @Test
    void whatANodeLeavesBehindWhenItLeavesIsOrphanedToo() {
        Claim claim = heldJob();
        store.nodes().leave(claim.token().epoch());

        assertThat(store.nodes().orphans(10)).containsExactly(claim);
    }

    @Test
    void theOldestOrphansComeFirst() {
        Claim first = heldJob();
        clock.step(Duration.ofMillis(1));
        Claim second = heldJob(job().priority(9));
        clock.step(Duration.ofMillis(1));
        Claim third = heldJob();
        for (Claim claim : List.of(third, second, first)) {
            store.nodes().declareDead(claim.token().epoch(), 0);
        }

        assertThat(store.nodes().orphans(2)).containsExactly(first, second);
        assertThat(store.nodes().orphans(3)).containsExactly(first, second, third);
    }

    @Test
    void orphansStayUntilTheyAreSettledUnderTheirTokens() {
        Claim claim = heldJob();
        store.nodes().declareDead(claim.token().epoch(), 0);
        JobView before = view(claim.id());
        assertThat(store.nodes().orphans(10)).hasSize(1);
        assertThat(store.nodes().orphans(10)).hasSize(1);
        assertThat(view(claim.id())).isEqualTo(before);

        settle(SettlementDraft.lost(store.nodes().orphans(10).get(0)));
        assertThat(store.nodes().orphans(10)).isEmpty();
        assertThat(stateOf(claim.id())).isEqualTo(JobState.PENDING);
        assertThat(view(claim.id()).counters()).isEqualTo(new Counters(0, 1, 0));
    }

    @Test
    void theDeathOfANodeTouchesNothingThatIsFinishedOrWaiting() {
        Claimant node = joined();
        insertAll(job("completed"), job("failed"), job("dead"), job("cancelled"), job("released"));
        List<Claim> claims = claim(node, 5);
        settle(SettlementDraft.completed(claims.get(0)));
        settle(SettlementDraft.failed(claims.get(1), now()));
        settle(SettlementDraft.dead(claims.get(2)));
        settle(SettlementDraft.cancelled(claims.get(3)));
        settle(SettlementDraft.released(claims.get(4)));
        List<JobView> before = claims.stream().map(claim -> view(claim.id())).toList();
        store.nodes().declareDead(node.epoch(), 0);

        assertThat(store.nodes().orphans(10)).isEmpty();
        assertThat(claims.stream().map(claim -> view(claim.id()))).containsExactlyElementsOf(before);
    }

    @Test
    void aLateOutcomeOfADeadNodeIsRefusedOnceItsJobWasTakenOver() {
        Claim late = heldJob();
        store.nodes().declareDead(late.token().epoch(), 0);
        settle(SettlementDraft.lost(late));
        Claim current = claimOne(joined());

        assertThat(settle(SettlementDraft.completed(late))).isEqualTo(Settled.NOT_YOURS);
        assertThat(stateOf(late.id())).isEqualTo(JobState.PROCESSING);
        assertThat(view(late.id()).token()).isEqualTo(current.token());
    }

    @Test
    void anAttemptKnowsTheNameOfItsNode() {
        insert(job());
        Claim claim = claimOne(joined(fixtures.node().name("worker-7")));
        assertThat(store.queries().attempts(claim.id()).get(0).node()).isEqualTo("worker-7");

        settle(SettlementDraft.failed(claim, now()));
        Attempt kept = store.queries().attempts(claim.id()).get(0);
        assertThat(kept.node()).isEqualTo("worker-7");
    }

    @Test
    void cancelsNameTheClaimsOfThatNodeAlone() {
        Claim mine = heldJob();
        Claim other = heldJob();
        store.admin().cancel(mine.id(), now());

        assertThat(store.nodes().signals(mine.token().epoch()).cancels()).containsExactly(mine.token());
        assertThat(store.nodes().renew(mine.token().epoch(), now()).cancels()).containsExactly(mine.token());
        assertThat(store.nodes().signals(other.token().epoch()).cancels()).isEmpty();
    }

    @Test
    void aCancelIsAskedNoLongerOnceTheClaimIsSettled() {
        Claim claim = heldJob();
        store.admin().cancel(claim.id(), now());
        settle(SettlementDraft.cancelled(claim));

        assertThat(store.nodes().signals(claim.token().epoch()).cancels()).isEmpty();
    }

    private long beatOf(Claimant node) {
        return store.nodes().roster().stream()
                .filter(view -> view.info().equals(node.info()))
                .findFirst()
                .orElseThrow()
                .beat();
    }
}
