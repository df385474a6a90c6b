package io.queuectl.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.queuectl.api.Counters;
import io.queuectl.api.JobId;
import io.queuectl.api.JobState;
import io.queuectl.api.JobView;
import io.queuectl.api.Limits;
import io.queuectl.api.Payload;
import io.queuectl.api.QueueName;
import io.queuectl.api.Token;
import io.queuectl.core.spi.Claim;
import io.queuectl.core.spi.ClaimRequest;
import io.queuectl.core.spi.Claimed;
import io.queuectl.core.spi.PriorityOrder;
import io.queuectl.testkit.JobDraft;
import io.queuectl.testkit.SettlementDraft;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Claims: due jobs, in claim order, each under a token of its own. */
public abstract class ClaimContract extends StoreScenario {

    private static final QueueName MEDIA = QueueName.of("media");

    @Test
    void aClaimCarriesTheWholeJob() {
        Limits limits = new Limits(5, null, Duration.ofSeconds(9));
        JobId id = insert(job().kind("k.1").priority(3).payload(Payload.of("x")).limits(limits));
        Claimant node = joined();
        clock.step(Duration.ofSeconds(2));
        ClaimRequest wish = node.wish(1);

        assertThat(claim(wish).claims())
                .containsExactly(new Claim(
                        view(id).number(),
                        id,
                        "k.1",
                        QueueName.DEFAULT,
                        3,
                        Payload.of("x"),
                        limits,
                        Counters.ZERO,
                        new Token(node.epoch(), wish.firstNumber()),
                        1,
                        now().minusSeconds(2),
                        now().minusSeconds(2),
                        now(),
                        null,
                        false));
    }

    @Test
    void aClaimedJobIsProcessingUnderItsToken() {
        Claim claim = heldJob();
        JobView view = view(claim.id());

        assertThat(view.state()).isEqualTo(JobState.PROCESSING);
        assertThat(view.token()).isEqualTo(claim.token());
        assertThat(view.startedAt()).isEqualTo(claim.claimedAt());
        assertThat(view.counters()).isEqualTo(Counters.ZERO);
    }

    @Test
    void higherPriorityComesFirst() {
        insertAll(job("low").priority(-1), job("high").priority(9), job("middle"));

        assertThat(claimedIds(claim(joined(), 3))).containsExactly("high", "middle", "low");
    }

    @Test
    void lowerPriorityComesFirstWhereTheNodeServesItFirst() {
        insertAll(job("low").priority(-1), job("high").priority(9), job("middle"));

        assertThat(claimedIds(claim(joined().wish(QueueName.DEFAULT, 3, 0, PriorityOrder.LOWEST_FIRST))
                        .claims()))
                .containsExactly("low", "middle", "high");
    }

    @Test
    void withinAPriorityTheEarlierDueComesFirst() {
        clock.step(Duration.ofHours(1));
        insertAll(
                job("late").runAt(now()),
                job("early").runAt(now().minusMillis(2)),
                job("between").runAt(now().minusMillis(1)));

        assertThat(claimedIds(claim(joined(), 3))).containsExactly("early", "between", "late");
    }

    @Test
    void amongEquallyDueJobsTheFirstInsertedComesFirst() {
        insertAll(job("b"), job("a"));
        insertAll(job("c"));

        assertThat(claimedIds(claim(joined(), 3))).containsExactly("b", "a", "c");
    }

    @Test
    void theOrderHoldsWhenClaimedOneByOne() {
        insertAll(job("3"), job("2").priority(1), job("1").priority(2), job("4").runAt(now().plusMillis(1)));
        clock.step(Duration.ofSeconds(1));
        Claimant node = joined();

        for (String next : List.of("1", "2", "3", "4")) {
            assertThat(claimedIds(claim(node, 1))).containsExactly(next);
        }
        assertThat(claim(node, 1)).isEmpty();
    }

    @Test
    void theOrderHoldsInALargeBatch() {
        for (int i = 0; i < 300; i++) {
            insert(job("job-" + i).priority(i % 3));
        }
        List<Claim> claims = claim(joined(), 300);

        assertThat(claims).hasSize(300);
        assertThat(claims)
                .isSortedAccordingTo((one, other) -> one.priority() != other.priority()
                        ? Integer.compare(other.priority(), one.priority())
                        : Long.compare(one.number(), other.number()));
    }

    @Test
    void aJobIsNeverTakenBeforeItIsDue() {
        insert(job().runAt(now().plusMillis(1)));
        Claimant node = joined();

        assertThat(claim(node, 1)).isEmpty();
        clock.step(Duration.ofMillis(1));
        assertThat(claim(node, 1)).hasSize(1);
    }

    @Test
    void aFailedJobIsTakenAgainWhenItsRetryIsDue() {
        Claimant node = joined();
        JobId id = insert(job());
        settle(SettlementDraft.failed(claimOne(node), now().plusSeconds(2)));

        clock.step(Duration.ofMillis(1_999));
        assertThat(claim(node, 1)).isEmpty();
        clock.step(Duration.ofMillis(1));
        Claim again = claimOne(node);
        assertThat(again.id()).isEqualTo(id);
        assertThat(again.counters()).isEqualTo(new Counters(1, 0, 0));
        assertThat(again.ordinal()).isEqualTo(2);
    }

    @Test
    void theNextDueTimeIsThatOfTheFirstJobThatIsNotDueYet() {
        insertAll(
                job().runAt(now().plusSeconds(9)),
                job().runAt(now().plusSeconds(5)),
                job().queue("media").runAt(now().plusSeconds(1)),
                job());
        Claimed claimed = claim(joined().wish(1));

        assertThat(claimed.known()).isTrue();
        assertThat(claimed.claims()).hasSize(1);
        assertThat(claimed.nextDue()).isEqualTo(now().plusSeconds(5));
    }

    @Test
    void theNextDueTimeSpeaksOfRetriesToo() {
        Claimant node = joined();
        insert(job());
        settle(SettlementDraft.failed(claimOne(node), now().plusSeconds(2)));

        assertThat(claim(node.wish(1)).nextDue()).isEqualTo(now().plusSeconds(2));
    }

    @Test
    void thereIsNoNextDueTimeWhereNothingWaits() {
        heldJob();

        assertThat(claim(joined().wish(1)).nextDue()).isNull();
    }

    @Test
    void noMoreJobsComeThanWereAskedFor() {
        insertAll(job("a"), job("b"), job("c"));
        Claimant node = joined();

        assertThat(claimedIds(claim(node, 2))).containsExactly("a", "b");
        assertThat(claimedIds(claim(node, 2))).containsExactly("c");
    }

    @Test
    void onlyJobsOfTheQueueAskedForCome() {
        insertAll(job("a"), job("b").queue("media"));
        Claimant node = joined();

        assertThat(claimedIds(claim(node.wish(MEDIA, 5, 5, PriorityOrder.HIGHEST_FIRST))
                        .claims()))
                .containsExactly("b");
        assertThat(claimedIds(claim(node, 5))).containsExactly("a");
    }

    @Test
    void aJobOfAnotherQueueInTheMidstOfManyIsLeftAlone() {
        Claimant node = joined();
        insertAll(Stream.generate(this::job).limit(4).toArray(JobDraft[]::new));
        JobId other = insert(job().queue(MEDIA.text()));
        insertAll(Stream.generate(this::job).limit(4).toArray(JobDraft[]::new));

        List<Claim> claims = claim(node, 9);

        assertThat(claims).hasSize(8).extracting(Claim::id).doesNotContain(other);
        assertThat(claims).allSatisfy(claim -> {
            assertThat(stateOf(claim.id())).isEqualTo(JobState.PROCESSING);
            assertThat(view(claim.id()).token()).isEqualTo(claim.token());
        });
        assertThat(stateOf(other)).isEqualTo(JobState.PENDING);
    }

    @Test
    void oneBatchMayAskForSeveralQueues() {
        insertAll(job("a"), job("b").queue("media"), job("c").queue("media"));
        Claimant node = joined();

        List<Claimed> answers = store.exchange(
                        batch().claim(List.of(node.wish(MEDIA, 1, 0, PriorityOrder.HIGHEST_FIRST), node.wish(3))))
                .claims();
        assertThat(claimedIds(answers.get(0).claims())).containsExactly("b");
        assertThat(claimedIds(answers.get(1).claims())).containsExactly("a");
    }

    @Test
    void twoWishesOfOneBatchNeverShareAJob() {
        insertAll(job("a"), job("b"));

        List<Claimed> answers = store.exchange(batch().claim(List.of(joined().wish(1), joined().wish(2))))
                .claims();
        assertThat(claimedIds(answers.get(0).claims())).containsExactly("a");
        assertThat(claimedIds(answers.get(1).claims())).containsExactly("b");
    }

    @Test
    void tokensCountUpFromTheFirstNumberInTheOrderOfTheClaims() {
        insertAll(job(), job(), job());
        Claimant node = joined();
        node.wish(7);
        ClaimRequest wish = node.wish(3);

        assertThat(claim(wish).claims().stream().map(Claim::token))
                .containsExactly(
                        new Token(node.epoch(), wish.firstNumber()),
                        new Token(node.epoch(), wish.firstNumber() + 1),
                        new Token(node.epoch(), wish.firstNumber() + 2));
    }

    @Test
    void aHeldJobIsNotTakenAgain() {
        Claim held = heldJob();
        clock.step(Duration.ofDays(1));

        assertThat(claim(joined(), 5)).isEmpty();
        assertThat(view(held.id()).token()).isEqualTo(held.token());
    }

    @Test
    void aNodeThatNeverJoinedGetsNothing() {
        JobId id = insert(job());

        assertThat(claim(new Claimant(fixtures.node().build()).wish(1))).isEqualTo(Claimed.UNKNOWN_NODE);
        assertThat(stateOf(id)).isEqualTo(JobState.PENDING);
    }

    @Test
    void aNodeThatWasDeclaredDeadGetsNothing() {
        insert(job());
        Claimant node = joined();
        assertThat(store.nodes().declareDead(node.epoch(), 0)).isTrue();

        assertThat(claim(node.wish(1))).isEqualTo(Claimed.UNKNOWN_NODE);
    }

    @Test
    void aNodeThatLeftGetsNothing() {
        insert(job());
        Claimant node = joined();
        store.nodes().leave(node.epoch());

        assertThat(claim(node.wish(1))).isEqualTo(Claimed.UNKNOWN_NODE);
    }

    @Test
    void aJobThatWasLostBeforeComesAfterTheOthersAndCountsAgainstItsOwnLimit() {
        Claimant node = joined();
        loseOnce(job("lost-1").priority(9), node);
        loseOnce(job("lost-2").priority(8), node);
        insertAll(job("sound-1"), job("sound-2"), job("sound-3"));
        ClaimRequest wish = node.wish(QueueName.DEFAULT, 2, 1, PriorityOrder.HIGHEST_FIRST);
        List<Claim> claims = claim(wish).claims();

        assertThat(claimedIds(claims)).containsExactly("sound-1", "sound-2", "lost-1");
        assertThat(claims.stream().map(Claim::isQuarantined)).containsExactly(false, false, true);
        assertThat(claims.get(2).token()).isEqualTo(new Token(node.epoch(), wish.firstNumber() + 2));
    }

    @Test
    void aJobThatWasLostBeforeStaysWhereNoQuarantineIsFree() {
        Claimant node = joined();
        loseOnce(job("lost"), node);

        assertThat(claim(node.wish(QueueName.DEFAULT, 5, 0, PriorityOrder.HIGHEST_FIRST))
                        .claims())
                .isEmpty();
        assertThat(claimedIds(claim(node.wish(QueueName.DEFAULT, 0, 1, PriorityOrder.HIGHEST_FIRST))
                        .claims()))
                .containsExactly("lost");
    }

    @Test
    void aFreeQuarantineIsNotFilledWithSoundJobs() {
        insertAll(job("a"), job("b"));

        assertThat(claimedIds(claim(joined().wish(QueueName.DEFAULT, 1, 1, PriorityOrder.HIGHEST_FIRST))
                        .claims()))
                .containsExactly("a");
    }

    @Test
    void lostJobsComeInClaimOrderAmongThemselves() {
        Claimant node = joined();
        loseOnce(job("low"), node);
        loseOnce(job("high").priority(1), node);

        assertThat(claimedIds(claim(node.wish(QueueName.DEFAULT, 0, 2, PriorityOrder.HIGHEST_FIRST))
                        .claims()))
                .containsExactly("high", "low");
    }

    @Test
    void finishedJobsAreNotTaken() {
        settle(SettlementDraft.completed(heldJob()));
        settle(SettlementDraft.dead(heldJob()));
        settle(SettlementDraft.cancelled(heldJob()));
        clock.step(Duration.ofDays(1));

        Claimed claimed = claim(joined().wish(9));
        assertThat(claimed.claims()).isEmpty();
        assertThat(claimed.nextDue()).isNull();
    }

    @Test
    void theOrdinalCountsClaimsOverReleasesAndRequeues() {
        Claimant node = joined();
        JobId id = insert(job());
        settle(SettlementDraft.released(claimOne(node)));
        Claim second = claimOne(node);
        assertThat(second.ordinal()).isEqualTo(2);
        settle(SettlementDraft.dead(second));
        store.admin().requeue(id, now());

        assertThat(claimOne(node).ordinal()).isEqualTo(3);
    }

    private void loseOnce(JobDraft draft, Claimant node) {
        insert(draft);
        Claim claim = claim(node.wish(QueueName.DEFAULT, 1, 0, PriorityOrder.HIGHEST_FIRST))
                .claims()
                .get(0);
        settle(SettlementDraft.lost(claim));
    }
}
