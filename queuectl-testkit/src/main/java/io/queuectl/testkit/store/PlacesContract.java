package io.queuectl.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.queuectl.api.QueueName;
import io.queuectl.api.QueueRate;
import io.queuectl.core.spi.Batch;
import io.queuectl.core.spi.Claim;
import io.queuectl.core.spi.ClaimRequest;
import io.queuectl.core.spi.Claimed;
import io.queuectl.core.spi.PlaceWish;
import io.queuectl.core.spi.PriorityOrder;
import io.queuectl.testkit.JobDraft;
import io.queuectl.testkit.SettlementDraft;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Nodes that say how many jobs of a bounded queue they run may claim ahead, and are given no more places together than the queue has. */
public abstract class PlacesContract extends StoreScenario {

    private static final QueueName MEDIA = QueueName.of("media");

    @BeforeEach
    void insertMany() {
        insertAll(
                IntStream.range(0, 60).mapToObj(i -> job().queue(MEDIA.text())).toArray(JobDraft[]::new));
    }

    @Test
    void aNodeGetsPlacesAndWhatItMayClaimAhead() {
        bound(3);
        Claimed claimed = claim(wish(joined(), 20, 0, 4, 7));

        assertThat(claimed.places()).isEqualTo(3);
        assertThat(claimed.claims()).hasSize(3 + 7);
    }

    @Test
    void aNodeThatWantsFewerPlacesGetsThose() {
        bound(3);

        assertThat(claim(wish(joined(), 20, 0, 2, 0)).places()).isEqualTo(2);
        assertThat(claim(wish(joined(), 20, 0, 4, 0)).claims()).hasSize(1);
    }

    @Test
    void whatIsClaimedAheadUsesNoPlaceOfOthers() {
        bound(3);
        claim(wish(joined(), 20, 0, 2, 9));
        Claimed second = claim(wish(joined(), 20, 0, 4, 9));

        assertThat(second.places()).isEqualTo(1);
        assertThat(second.claims()).hasSize(1 + 9);
    }

    @Test
    void whoGetsNoPlaceGetsNoJob() {
        bound(2);
        claim(wish(joined(), 20, 0, 2, 9));

        assertThat(claim(wish(joined(), 20, 0, 4, 9))).satisfies(claimed -> {
            assertThat(claimed.places()).isZero();
            assertThat(claimed.claims()).isEmpty();
            assertThat(claimed.known()).isTrue();
        });
    }

    @Test
    void placesAreFreeOnceTheirNodeHoldsFewerJobs() {
        bound(2);
        List<Claim> first = claim(wish(joined(), 20, 0, 2, 1)).claims();
        Claimant other = joined();
        assertThat(claim(wish(other, 20, 0, 2, 0)).places()).isZero();
        settle(SettlementDraft.completed(first.get(0)));
        assertThat(claim(wish(other, 20, 0, 2, 0)).places()).isZero();
        settle(SettlementDraft.completed(first.get(1)));
        assertThat(claim(wish(other, 20, 0, 2, 0)).places()).isEqualTo(1);
        settle(SettlementDraft.released(first.get(2)));

        assertThat(claim(wish(other, 20, 1, 2, 0)).places()).isEqualTo(2);
    }

    @Test
    void aNodeThatSaysNothingRunsAllItHoldsAndGetsWhatTheOthersLeave() {
        bound(6);
        assertThat(claim(silent(joined(), 2)).claims()).hasSize(2);
        assertThat(claim(wish(joined(), 20, 0, 3, 9)).places()).isEqualTo(3);

        assertThat(claim(silent(joined(), 9)).claims()).hasSize(1);
        assertThat(claim(silent(joined(), 9)).claims()).isEmpty();
    }

    @Test
    void whoGotNoPlaceIsLeftItsPartByThoseThatHaveMore() {
        bound(4);
        Claimant first = joined();
        Claimant second = joined();
        claim(wish(first, 20, 0, 4, 9));
        assertThat(claim(wish(second, 20, 0, 4, 9)).places()).isZero();
        assertThat(claim(wish(first, 5, 4, 4, 1)).places()).isEqualTo(2);
        assertThat(claim(wish(second, 20, 0, 4, 9)).places())
                .as("the first may run four until it says otherwise")
                .isZero();
        assertThat(claim(wish(first, 5, 2, 4, 1)).places()).isEqualTo(2);

        assertThat(claim(wish(second, 20, 0, 4, 9)).places()).isEqualTo(2);
    }

    @Test
    void nobodyWaitsForLongForOneThatAsksNoMore() {
        bound(4);
        Claimant first = joined();
        claim(wish(first, 20, 0, 4, 9));
        claim(wish(joined(), 20, 0, 4, 9));
        clock.step(Duration.ofSeconds(10));

        assertThat(claim(wish(first, 5, 4, 4, 1)).places()).isEqualTo(4);
    }

    @Test
    void whatADeadNodeHeldUsesItsPlacesUntilItIsSettled() {
        bound(2);
        Claimant dead = joined();
        List<Claim> held = claim(wish(dead, 20, 0, 2, 1)).claims();
        store.nodes().leave(dead.epoch());
        Claimant other = joined();
        assertThat(claim(wish(other, 20, 0, 2, 0)).places()).isZero();
        held.forEach(claim -> settle(SettlementDraft.lost(claim)));

        assertThat(claim(wish(other, 20, 0, 2, 0)).places()).isEqualTo(2);
    }

    @Test
    void aRequestThatIsSentAgainIsAnsweredWithWhatItGotAndTheSamePlaces() {
        bound(3);
        Batch batch = batch().claim(List.of(wish(joined(), 5, 0, 2, 3)));
        Claimed first = store.exchange(batch).claims().get(0);

        assertThat(store.exchange(batch.again()).claims()).containsExactly(first);
        assertThat(claim(wish(joined(), 20, 0, 4, 9)).places()).isEqualTo(1);
    }

    @Test
    void aQueueThatBoundsNothingSaysNothingOfPlaces() {
        assertThat(claim(wish(joined(), 5, 0, 2, 3)).places()).isNull();
        store.queues()
                .change(MEDIA, settings -> settings.rate(QueueRate.perMinute(1).burst(2)), now());

        Claimed claimed = claim(wish(joined(), 5, 0, 2, 3));
        assertThat(claimed.places()).isNull();
        assertThat(claimed.claims()).hasSize(2);
    }

    @Test
    void aBoundOfLongAgoSaysNothingOfWhoRunsWhatNow() {
        bound(2);
        Claimant node = joined();
        claim(wish(node, 20, 0, 2, 0));
        store.queues().change(MEDIA, settings -> settings.maxRunning(null).maxWaiting(99), now());
        claim(node.wish(MEDIA, 5, 0, PriorityOrder.HIGHEST_FIRST));
        bound(8);

        assertThat(claim(wish(joined(), 20, 0, 8, 0)).places()).isEqualTo(1);
    }

    @Test
    void aPausedQueueGivesPlacesAndNoJobs() {
        bound(2);
        store.queues().change(MEDIA, settings -> settings.pause(), now());

        assertThat(claim(wish(joined(), 5, 0, 2, 3)).claims()).isEmpty();
    }

    private void bound(int most) {
        store.queues().change(MEDIA, settings -> settings.maxRunning(most), now());
    }

    private static ClaimRequest silent(Claimant node, int limit) {
        return node.wish(MEDIA, limit, 0, PriorityOrder.HIGHEST_FIRST).heedingSettings();
    }

    private static ClaimRequest wish(Claimant node, int limit, int kept, int wanted, int ahead) {
        return node.wish(MEDIA, limit, 1, PriorityOrder.HIGHEST_FIRST)
                .wishing(new PlaceWish(kept, kept, wanted, ahead));
    }
}
