package io.queuectl.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.queuectl.api.JobId;
import io.queuectl.api.JobState;
import io.queuectl.api.JobView;
import io.queuectl.api.Payload;
import io.queuectl.api.Unique;
import io.queuectl.core.spi.Batch;
import io.queuectl.core.spi.Claim;
import io.queuectl.core.spi.Insertion;
import io.queuectl.core.spi.KeySweep;
import io.queuectl.core.spi.PageRequest;
import io.queuectl.testkit.JobDraft;
import io.queuectl.testkit.SettlementDraft;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Jobs that are wanted once: who holds a key, for how long, and what becomes of those who find it held. */
public abstract class UniqueContract extends StoreScenario {

    private static final Unique KEY = Unique.of("customer 7 · \u65e5");

    @Test
    void whoFindsAKeyHeldIsAnsweredWithTheHolderAndAddsNothing() {
        JobId holder = insert(job().unique(KEY));

        assertThat(insertAll(job().unique(KEY), job()).get(0)).isEqualTo(new Insertion.Standing(holder));
        assertThat(everyJob(PageRequest.Order.OLDEST_FIRST)).hasSize(2);
    }

    @Test
    void aChosenIdNamesTheHolder() {
        insert(job("chosen").unique(KEY));

        assertThat(insertAll(job().unique(KEY))).containsExactly(new Insertion.Standing(JobId.of("chosen")));
    }

    @Test
    void otherKeysAndTheSameKeyOfAnotherKindAreFree() {
        insert(job().unique(KEY));

        insert(job().unique(Unique.of(KEY.key() + " ")));
        insert(job().unique(Unique.of(KEY.key().toUpperCase(Locale.ROOT))));
        insert(job().kind("another").unique(KEY));
    }

    @Test
    void ofOneBatchTheFirstHoldsTheKey() {
        List<Insertion> answers = insertAll(job().unique(KEY), job(), job().unique(KEY));

        Insertion.Inserted first = (Insertion.Inserted) answers.get(0);
        assertThat(answers.get(1)).isInstanceOf(Insertion.Inserted.class);
        assertThat(answers.get(2)).isEqualTo(new Insertion.Standing(first.id()));
    }

    @ParameterizedTest
    @CsvSource({
        "PENDING, true, true",
        "FAILED, true, true",
        "PROCESSING, false, true",
        "COMPLETED, false, false",
        "DEAD, false, false",
        "CANCELLED, false, false"
    })
    void aKeyIsHeldAsLongAsItsScopeSays(JobState state, boolean whileWaiting, boolean whileUnfinished) {
        bring(state, KEY.whileWaiting());
        assertThat(isHeld(KEY.whileWaiting())).isEqualTo(whileWaiting);
        Unique other = Unique.of("other");
        bring(state, other);
        assertThat(isHeld(other)).isEqualTo(whileUnfinished);
    }

    @Test
    void aWindowEndsWithItsTimeWhateverBecameOfItsJob() {
        Unique unique = KEY.within(Duration.ofMinutes(5));
        Claim claim = heldJob(job().unique(unique));
        settle(SettlementDraft.completed(claim));

        clock.step(Duration.ofMinutes(5).minusMillis(1));
        assertThat(insertAll(job().unique(unique))).containsExactly(new Insertion.Standing(claim.id()));
        clock.step(Duration.ofMillis(1));
        insert(job().unique(unique));
    }

    @Test
    void aWindowAndForEverOutliveTheirJobs() {
        Unique window = Unique.of("window").within(Duration.ofMinutes(5));
        Unique forever = Unique.of("forever").forever();
        JobId first = insert(job().unique(window));
        JobId second = insert(job().unique(forever));
        store.admin().delete(first);
        store.admin().delete(second);

        assertThat(insertAll(job().unique(window), job().unique(forever)))
                .containsExactly(new Insertion.Standing(first), new Insertion.Standing(second));
        clock.step(Duration.ofDays(3_000));
        insert(job().unique(window));
        assertThat(isHeld(forever)).isTrue();
    }

    @Test
    void theKeyOfADeletedJobIsFree() {
        store.admin().delete(insert(job().unique(KEY)));

        insert(job().unique(KEY));
    }

    @Test
    void whatTheHolderAskedForCountsNotWhatTheOtherDoes() {
        Claim claim = heldJob(job().unique(KEY.whileWaiting()));

        assertThat(claim.id()).isNotEqualTo(insert(job().unique(KEY.forever())));
        assertThat(isHeld(KEY.whileWaiting())).isTrue();
    }

    @Test
    void whoSaysSoIsRefusedAndTheRestOfTheBatchGoesIn() {
        JobId holder = insert(job().unique(KEY));

        List<Insertion> answers = insertAll(job(), job().unique(KEY.orFail()), job());
        assertThat(answers.get(1)).isEqualTo(new Insertion.KeyHeld(KEY.key(), holder));
        assertThat(everyJob(PageRequest.Order.OLDEST_FIRST)).hasSize(3);
    }

    @Test
    void aRefusalWithholdsAnAllOrNothingBatchAndWhatItWouldHaveChanged() {
        Unique waiting = Unique.of("waiting").whileWaiting();
        JobId holder = insert(job().unique(KEY));
        JobId waits = insert(job().unique(waiting).payload(Payload.of("before")));
        Unique fresh = Unique.of("fresh");

        List<Insertion> answers = store.exchange(batch().insert(List.of(
                                job().unique(fresh).build(),
                                job().unique(waiting.orReplace())
                                        .payload(Payload.of("after"))
                                        .build(),
                                job().unique(KEY.orFail()).build(),
                                job().build()))
                        .withholdOnDuplicate())
                .jobs();

        assertThat(answers)
                .containsExactly(
                        new Insertion.Withheld(),
                        new Insertion.Withheld(),
                        new Insertion.KeyHeld(KEY.key(), holder),
                        new Insertion.Withheld());
        assertThat(everyJob(PageRequest.Order.OLDEST_FIRST)).hasSize(2);
        assertThat(view(waits).payload()).isEqualTo(Payload.of("before"));
        insert(job().unique(fresh));
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 3_000})
    void aReplacementGivesTheHolderItsPayloadAndNothingElse(int size) {
        Unique unique = KEY.orReplace();
        JobId holder = insert(job().unique(unique).payload(Payload.of("x".repeat(3_003 - size))));
        JobView before = view(holder);
        Payload payload = Payload.of("y".repeat(size));

        assertThat(insertAll(job().unique(unique)
                        .payload(payload)
                        .runAt(now().plusSeconds(9))
                        .priority(3)))
                .containsExactly(new Insertion.Standing(holder));
        JobView after = view(holder);
        assertThat(after.payload()).isEqualTo(payload);
        assertThat(after.runAt()).isEqualTo(before.runAt());
        assertThat(after.priority()).isEqualTo(before.priority());
        assertThat(claimOne(joined()).payload()).isEqualTo(payload);
    }

    @Test
    void aReschedulingPutsTheHolderOffAndGivesItThePayload() {
        Unique unique = KEY.orReschedule();
        JobId holder = insert(job().unique(unique).runAt(now().plusSeconds(5)));
        clock.step(Duration.ofSeconds(4));

        insertAll(job().unique(unique).runAt(now().plusSeconds(5)).payload(Payload.of("second")));
        assertThat(view(holder).runAt()).isEqualTo(now().plusSeconds(5));
        assertThat(view(holder).payload()).isEqualTo(Payload.of("second"));
        clock.step(Duration.ofSeconds(4));
        assertThat(claim(joined(), 1)).isEmpty();
        clock.step(Duration.ofSeconds(1));
        assertThat(claimOne(joined()).id()).isEqualTo(holder);
    }

    @Test
    void aJobThatHasStartedIsNotReplacedButFollowed() {
        Unique unique = KEY.orReplace();
        Claim running = heldJob(job().unique(unique).payload(Payload.of("old")));

        JobId next = insert(job().unique(unique).payload(Payload.of("new")));
        assertThat(next).isNotEqualTo(running.id());
        assertThat(view(running.id()).payload()).isEqualTo(Payload.of("old"));
        assertThat(isHeld(unique)).isTrue();
    }

    @Test
    void aRepeatedBatchIsAnsweredAsTheFirstTime() {
        JobDraft first = job().unique(KEY);
        JobDraft second = job().unique(KEY);
        Batch batch = batch().insert(List.of(first.build(), second.build()));
        List<Insertion> answers = store.exchange(batch).jobs();

        assertThat(store.exchange(batch.again()).jobs()).isEqualTo(answers);
        assertThat(everyJob(PageRequest.Order.OLDEST_FIRST)).hasSize(1);
    }

    @Test
    void aTakenIdTakesNoKey() {
        insert(job("taken"));

        assertThat(insertAll(job("taken").unique(KEY)).get(0)).isInstanceOf(Insertion.Duplicate.class);
        insert(job().unique(KEY));
    }

    @Test
    void keysThatOutlivedTheirJobsAreDroppedOnceNobodyHoldsThem() {
        Unique hour = KEY.within(Duration.ofHours(1));
        JobId gone = insert(job().kind("gone").unique(hour));
        JobId there = insert(job().kind("there").unique(hour));
        JobId ever = insert(job().kind("ever").unique(KEY.forever()));
        store.admin().delete(gone);
        store.admin().delete(ever);

        assertThat(store.bulk().dropKeys(0, 10, now()).dropped()).isZero();
        assertThat(insertAll(job().kind("gone").unique(hour))).containsExactly(new Insertion.Standing(gone));
        clock.step(Duration.ofHours(1));
        assertThat(store.bulk().dropKeys(0, 10, now())).isEqualTo(new KeySweep(1, 0));
        assertThat(store.bulk().dropKeys(0, 10, now())).isEqualTo(new KeySweep(0, 0));
        assertThat(store.queries().ties(there).key()).isNotNull();
        assertThat(insertAll(job().kind("ever").unique(KEY))).containsExactly(new Insertion.Standing(ever));
    }

    @Test
    void keysAreLookedAtAHandfulAtATime() {
        for (int i = 0; i < 5; i++) {
            store.admin().delete(insert(job().unique(Unique.of("k" + i).within(Duration.ofHours(1)))));
        }
        clock.step(Duration.ofHours(1));
        int dropped = 0;
        int looks = 0;
        long after = 0;
        do {
            KeySweep sweep = store.bulk().dropKeys(after, 2, now());
            assertThat(sweep.dropped()).isLessThanOrEqualTo(2);
            dropped += sweep.dropped();
            after = sweep.last();
            looks++;
        } while (after > 0);

        assertThat(dropped).isEqualTo(5);
        assertThat(looks).isEqualTo(3);
    }

    private void bring(JobState state, Unique unique) {
        JobDraft draft = job().unique(unique);
        if (state == JobState.PENDING) {
            insert(draft.runAt(now().plusSeconds(600)));
            return;
        }
        Claim claim = heldJob(draft);
        switch (state) {
            case FAILED -> settle(SettlementDraft.failed(claim, now().plusSeconds(600)));
            case COMPLETED -> settle(SettlementDraft.completed(claim));
            case DEAD -> settle(SettlementDraft.dead(claim));
            case CANCELLED -> settle(SettlementDraft.cancelled(claim));
            default -> assertThat(state).isEqualTo(JobState.PROCESSING);
        }
    }

    /** Asks with a job of its own, which goes again. */
    private boolean isHeld(Unique unique) {
        Insertion answer = insertAll(
                        job().unique(new Unique(unique.key(), unique.scope(), unique.window(), Unique.Conflict.KEEP)))
                .get(0);
        if (answer instanceof Insertion.Inserted inserted) {
            store.admin().delete(inserted.id());
        }
        return answer instanceof Insertion.Standing;
    }
}
