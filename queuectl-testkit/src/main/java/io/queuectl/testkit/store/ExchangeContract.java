package io.queuectl.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.queuectl.api.Counters;
import io.queuectl.api.JobId;
import io.queuectl.api.JobState;
import io.queuectl.api.JobView;
import io.queuectl.api.Limits;
import io.queuectl.api.LogLine;
import io.queuectl.api.Payload;
import io.queuectl.api.QueueName;
import io.queuectl.api.StoreException;
import io.queuectl.core.spi.Batch;
import io.queuectl.core.spi.Claim;
import io.queuectl.core.spi.ClaimNote;
import io.queuectl.core.spi.ClaimRequest;
import io.queuectl.core.spi.Insertion;
import io.queuectl.core.spi.NewJob;
import io.queuectl.core.spi.PageRequest;
import io.queuectl.core.spi.PriorityOrder;
import io.queuectl.core.spi.Receipt;
import io.queuectl.core.spi.Settled;
import io.queuectl.core.spi.StateCount;
import io.queuectl.testkit.SettlementDraft;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The exchange as a whole: its order, all or nothing on error, and what a second sending of the same batch comes to. */
public abstract class ExchangeContract extends StoreScenario {

    @Test
    void anEmptyBatchChangesNothing() {
        Receipt receipt = store.exchange(batch());

        assertThat(receipt).isEqualTo(new Receipt(List.of(), List.of(), List.of(), List.of()));
    }

    @Test
    void oneBatchNotesSettlesInsertsAndClaimsInThatOrder() {
        Claimant node = joined();
        insert(job("first"));
        Claim first = claimOne(node);

        Receipt receipt = store.exchange(batch().claim(List.of(node.wish(5)))
                .insert(List.of(job("second").build()))
                .settle(List.of(SettlementDraft.failed(first, now()).build()))
                .note(List.of(log(first, "last words"))));

        assertThat(receipt.notes()).containsExactly(Settled.APPLIED);
        assertThat(receipt.settlements()).containsExactly(Settled.APPLIED);
        assertThat(receipt.jobs()).containsExactly(new Insertion.Inserted(JobId.of("second")));
        assertThat(claimedIds(receipt.claims().get(0).claims()))
                .as("what this batch settled and inserted is there to be claimed")
                .containsExactly("first", "second");
    }

    @Test
    void answersComeInTheOrderOfTheBatch() {
        Claimant node = joined();
        insertAll(job("a"), job("b"));
        List<Claim> claims = claim(node, 2);
        Claim stranger = fixtures.claim().build();

        Receipt receipt = store.exchange(batch().note(List.of(
                        log(claims.get(1), "b"),
                        new ClaimNote.Extend(stranger.number(), stranger.token(), now()),
                        log(claims.get(0), "a")))
                .settle(List.of(
                        SettlementDraft.completed(stranger).build(),
                        SettlementDraft.completed(claims.get(1)).build()))
                .insert(List.of(job("x").build(), job("a").build(), job("y").build())));

        assertThat(receipt.notes()).containsExactly(Settled.APPLIED, Settled.NOT_YOURS, Settled.APPLIED);
        assertThat(receipt.settlements()).containsExactly(Settled.NOT_YOURS, Settled.APPLIED);
        assertThat(receipt.jobs())
                .containsExactly(
                        new Insertion.Inserted(JobId.of("x")),
                        new Insertion.Duplicate(JobId.of("a"), JobState.PROCESSING),
                        new Insertion.Inserted(JobId.of("y")));
    }

    @Test
    void aBatchWithAPoisonousItemChangesNothingAtAll() {
        Claim held = heldJob(job("held"));
        List<JobView> before = everyJob(PageRequest.Order.OLDEST_FIRST);
        List<StateCount> counts = store.queries().counts();
        Batch poisoned = batch().note(List.of(log(held, "never written")))
                .settle(List.of(SettlementDraft.completed(held).build()))
                .insert(List.of(job().build(), poison(), job().build()))
                .claim(List.of(joined().wish(5)));

        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> store.exchange(poisoned))
                .matches(refusal -> !refusal.isTransient(), "is not worth trying again")
                .matches(refusal -> !refusal.outcomeUnknown(), "changed nothing");
        assertThat(everyJob(PageRequest.Order.OLDEST_FIRST)).isEqualTo(before);
        assertThat(store.queries().counts()).isEqualTo(counts);
        assertThat(store.queries().logs(held.id(), 0, 10)).isEmpty();
    }

    @Test
    void theStoreServesOnAfterAPoisonousItem() {
        Claim held = heldJob();
        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> store.exchange(batch().insert(List.of(poison()))));

        assertThat(settle(SettlementDraft.completed(held))).isEqualTo(Settled.APPLIED);
        assertThat(stateOf(insert(job()))).isEqualTo(JobState.PENDING);
    }

    @Test
    void aRepeatedBatchHasTheEffectOfOne() {
        Claimant node = joined();
        insertAll(job("a"), job("b"));
        Claim held = claim(node, 1).get(0);
        Batch batch = batch().settle(List.of(SettlementDraft.completed(held).build()))
                .insert(List.of(job("c").build(), job().build()))
                .claim(List.of(node.wish(2)));

        Receipt first = store.exchange(batch);
        List<JobView> once = everyJob(PageRequest.Order.OLDEST_FIRST);
        Receipt second = store.exchange(batch.again());

        assertThat(second.settlements()).containsExactly(Settled.ALREADY_APPLIED);
        assertThat(second.jobs()).isEqualTo(first.jobs());
        assertThat(first.claims().get(0).claims()).hasSize(2);
        assertThat(second.claims()).isEqualTo(first.claims());
        assertThat(everyJob(PageRequest.Order.OLDEST_FIRST)).isEqualTo(once);
    }

    @Test
    void aBatchRepeatedLaterAnswersTheSameClaims() {
        Claimant node = joined();
        insertAll(job("a"), job("b"));
        Batch batch = batch().claim(List.of(node.wish(2)));
        Receipt first = store.exchange(batch);
        clock.step(Duration.ofSeconds(3));

        Receipt second = store.exchange(batch.again());
        assertThat(second.claims().get(0).claims())
                .isEqualTo(first.claims().get(0).claims());
    }

    @Test
    void aRepeatedBatchThatFindsMoreJobsNamesTheFirstOnesFirst() {
        Claimant node = joined();
        insert(job("first"));
        ClaimRequest wish = node.wish(QueueName.DEFAULT, 3, 0, PriorityOrder.HIGHEST_FIRST);
        Batch batch = batch().claim(List.of(wish));
        Receipt first = store.exchange(batch);
        insertAll(job("urgent").priority(9), job("more"));

        List<Claim> again = store.exchange(batch.again()).claims().get(0).claims();
        assertThat(again.get(0)).isEqualTo(first.claims().get(0).claims().get(0));
        assertThat(again).hasSizeLessThanOrEqualTo(3);
        assertThat(again.stream().map(Claim::token)).doesNotHaveDuplicates();
        assertThat(again.stream().map(claim -> claim.token().number()))
                .allMatch(number -> number >= wish.firstNumber() && number < wish.firstNumber() + wish.numbers());
        assertThat(again)
                .allMatch(claim -> claim.token().equals(view(claim.id()).token()));
    }

    @Test
    void aRepeatedBatchThatNeverArrivedIsAppliedNow() {
        Claimant node = joined();
        Claim held = heldJob();
        insert(job("waiting"));
        Batch batch = batch().settle(List.of(SettlementDraft.completed(held).build()))
                .insert(List.of(job("new").build()))
                .claim(List.of(node.wish(5)));

        Receipt receipt = store.exchange(batch.again());
        assertThat(receipt.settlements()).containsExactly(Settled.APPLIED);
        assertThat(receipt.jobs()).containsExactly(new Insertion.Inserted(JobId.of("new")));
        assertThat(claimedIds(receipt.claims().get(0).claims())).containsExactly("waiting", "new");
    }

    @Test
    void aRepeatedClaimTakesNoJobOfAnotherRequest() {
        Claimant node = joined();
        insertAll(job("a"), job("b").queue("media"));
        Claim earlier = claim(node, 1).get(0);
        Batch batch = batch().claim(
                        List.of(node.wish(QueueName.of("media"), 2, 1, PriorityOrder.HIGHEST_FIRST), node.wish(1)));
        Receipt first = store.exchange(batch);

        Receipt second = store.exchange(batch.again());
        assertThat(second.claims()).isEqualTo(first.claims());
        assertThat(claimedIds(second.claims().get(0).claims())).containsExactly("b");
        assertThat(second.claims().get(1).claims()).isEmpty();
        assertThat(view(earlier.id()).token()).isEqualTo(earlier.token());
    }

    @Test
    void aRepeatedClaimOfADeadNodeGetsNothing() {
        Claimant node = joined();
        insert(job());
        Batch batch = batch().claim(List.of(node.wish(1)));
        store.exchange(batch);
        store.nodes().declareDead(node.epoch(), 0);

        assertThat(store.exchange(batch.again()).claims().get(0).known()).isFalse();
    }

    @Test
    void aRepeatedFailureIsCountedOnce() {
        Claim held = heldJob();
        Batch batch = batch().settle(List.of(
                SettlementDraft.failed(held, now().plusSeconds(1)).build()));
        store.exchange(batch);
        store.exchange(batch.again());

        assertThat(view(held.id()).counters()).isEqualTo(new Counters(1, 0, 0));
        assertThat(store.queries().attempts(held.id())).hasSize(1);
    }

    @Test
    void aRepeatedSettlementIsKnownThoughTheSameBatchClaimedTheJobAgain() {
        Claimant node = joined();
        insert(job());
        Claim held = claimOne(node);
        Batch batch = batch().settle(List.of(SettlementDraft.failed(held, now()).build()))
                .claim(List.of(node.wish(1)));
        Receipt first = store.exchange(batch);
        assertThat(first.claims().get(0).claims()).hasSize(1);

        Receipt second = store.exchange(batch.again());
        assertThat(second.claims()).isEqualTo(first.claims());
        assertThat(second.settlements())
                .as("the job is held under a newer token by now")
                .containsAnyOf(Settled.ALREADY_APPLIED, Settled.NOT_YOURS);
        assertThat(view(held.id()).counters()).isEqualTo(new Counters(1, 0, 0));
        assertThat(view(held.id()).state()).isEqualTo(JobState.PROCESSING);
    }

    /** A record does not refuse null by itself, a database does: what every store must be able to choke on. */
    @SuppressWarnings("NullAway") // on purpose, see above
    private NewJob poison() {
        return new NewJob(
                fixtures.uniqueNumber(), null, null, QueueName.DEFAULT, 0, now(), Payload.EMPTY, Limits.UNSET);
    }

    private ClaimNote log(Claim claim, String text) {
        return new ClaimNote.Log(claim.number(), claim.token(), List.of(new LogLine(now(), LogLine.Stream.OUT, text)));
    }
}
