package io.queuectl.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.queuectl.api.Group;
import io.queuectl.api.GroupView;
import io.queuectl.api.IfFailed;
import io.queuectl.api.JobId;
import io.queuectl.api.JobState;
import io.queuectl.api.Parent;
import io.queuectl.api.Unique;
import io.queuectl.core.archive.JobRecords;
import io.queuectl.core.spi.Claim;
import io.queuectl.core.spi.Insertion;
import io.queuectl.core.spi.JobRecord;
import io.queuectl.core.spi.NewJob;
import io.queuectl.core.spi.Restored;
import io.queuectl.core.spi.Ties;
import io.queuectl.testkit.JobDraft;
import io.queuectl.testkit.SettlementDraft;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What ties restored jobs to others: their unique keys, the groups they are in and the jobs they wait for. */
public abstract class TiesContract extends StoreScenario {

    private static final Group ORDER = new Group("account 7", 1);

    @Test
    void aJobThatIsNotThereIsTiedToNothing() {
        assertThat(store.queries().ties(JobId.of("nobody"))).isEqualTo(Ties.NONE);
        assertThat(store.queries().ties(insert(job()))).isEqualTo(Ties.NONE);
    }

    @ParameterizedTest
    @EnumSource(Unique.Scope.class)
    void aUniqueKeyComesAlong(Unique.Scope scope) {
        Duration window = scope == Unique.Scope.WINDOW ? Duration.ofDays(36_000) : null;
        JobDraft draft = job().unique(new Unique("k \u00b7 1", scope, window, Unique.Conflict.KEEP));
        JobId id = insert(draft);
        Ties.Key key = new Ties.Key("k \u00b7 1", scope, window == null ? null : now().plus(window));
        assertThat(store.queries().ties(id).key()).isEqualTo(key);

        JobRecord record = takenOut(id);
        assertThat(restore(record)).containsExactly(new Restored(Restored.Kind.WRITTEN, JobState.PENDING));
        assertThat(store.queries().ties(id)).isEqualTo(new Ties(key, null, List.of()));
        assertThat(insertAll(again(draft))).containsExactly(new Insertion.Standing(id));
    }

    @Test
    void aKeyThatIsHeldHereStaysWhereItIs() {
        JobDraft draft = job().unique(Unique.of("k"));
        JobRecord record = takenOut(insert(draft));
        JobId holder = insert(again(draft));

        assertThat(restore(record)).containsExactly(new Restored(Restored.Kind.WRITTEN, JobState.PENDING));
        assertThat(store.queries().ties(record.job().id()).key()).isNull();
        assertThat(insertAll(again(draft))).containsExactly(new Insertion.Standing(holder));
    }

    @Test
    void aKeyThatNobodyHoldsAnyMoreGoesToTheRestoredJob() {
        JobDraft draft = job().unique(Unique.of("k"));
        JobRecord record = takenOut(insert(draft));
        store.admin().cancel(insert(again(draft)), now());

        restore(record);
        assertThat(insertAll(again(draft)))
                .containsExactly(new Insertion.Standing(record.job().id()));
    }

    @Test
    void aBlockedJobWaitsForTheSameJobsWhicheverComesFirst() {
        requireWaits();
        JobId parent = insert(job("parent"));
        JobId child = insert(job("child").after(IfFailed.DEAD, parent));
        JobRecord second = takenOut(child);
        JobRecord first = takenOut(parent);

        assertThat(restore(second, first))
                .containsExactly(
                        new Restored(Restored.Kind.WRITTEN, JobState.BLOCKED),
                        new Restored(Restored.Kind.WRITTEN, JobState.PENDING));
        assertThat(view(child)).isEqualTo(second.job());
        assertThat(store.queries().ties(child)).isEqualTo(second.ties());
        assertThat(store.queries().parents(child)).containsExactly(new Parent(parent, JobState.PENDING, IfFailed.DEAD));
        assertThat(restore(second, first)).allMatch(answer -> answer.kind() == Restored.Kind.ALREADY_THERE);

        Claim claim = claimOne(joined());
        assertThat(claim.id()).isEqualTo(parent);
        settle(SettlementDraft.completed(claim));
        assertThat(stateOf(child)).isEqualTo(JobState.PENDING);
    }

    @Test
    void aJobWhoseParentIsNotHereIsNotWrittenNorAreThoseThatWaitForIt() {
        requireWaits();
        JobId parent = insert(job("parent"));
        JobId child = insert(job("child").after(IfFailed.CANCEL, parent));
        JobId grandchild = insert(job("grandchild").after(IfFailed.CANCEL, child));
        JobRecord third = takenOut(grandchild);
        JobRecord second = takenOut(child);
        JobRecord first = takenOut(parent);

        assertThat(restore(third, second))
                .containsExactly(
                        new Restored(Restored.Kind.PARENT_MISSING, JobState.BLOCKED),
                        new Restored(Restored.Kind.PARENT_MISSING, JobState.BLOCKED));
        assertThat(store.queries().find(child)).isEmpty();
        assertThat(store.queries().find(grandchild)).isEmpty();
        restore(first);
        assertThat(restore(third, second)).allMatch(answer -> answer.kind() == Restored.Kind.WRITTEN);
        assertThat(stateOf(grandchild)).isEqualTo(JobState.BLOCKED);
    }

    @Test
    void anotherJobThatHasTheIdOfAParentIsNone() {
        requireWaits();
        JobId parent = insert(job("parent"));
        JobRecord child = takenOut(insert(job("child").after(IfFailed.CANCEL, parent)));
        takenOut(parent);
        clock.step(Duration.ofSeconds(1));
        insert(job("parent"));

        assertThat(restore(child)).containsExactly(new Restored(Restored.Kind.PARENT_MISSING, JobState.BLOCKED));
    }

    @ParameterizedTest
    @CsvSource({"CANCEL, CANCELLED", "CONTINUE, PENDING", "DEAD, DEAD", "WAIT, BLOCKED"})
    void theRuleSaysWhatBecomesOfAChildWhoseParentFailedMeanwhile(IfFailed rule, JobState expected) {
        requireWaits();
        JobId parent = insert(job("parent"));
        JobId child = insert(job("child").after(rule, parent));
        JobId grandchild = insert(job("grandchild").after(IfFailed.CANCEL, child));
        JobRecord third = takenOut(grandchild);
        JobRecord second = takenOut(child);
        store.admin().cancel(parent, now());

        JobState last = expected.isFinished() ? JobState.CANCELLED : JobState.BLOCKED;
        assertThat(restore(second, third))
                .containsExactly(
                        new Restored(Restored.Kind.WRITTEN, expected), new Restored(Restored.Kind.WRITTEN, last));
        assertThat(stateOf(child)).isEqualTo(expected);
        assertThat(stateOf(grandchild)).isEqualTo(last);
    }

    @Test
    void aParentThatCompletedMeanwhileIsNotWaitedFor() {
        requireWaits();
        Claim parent = heldJob(job("parent"));
        JobRecord child = takenOut(insert(job("child").after(IfFailed.CANCEL, parent.id())));
        settle(SettlementDraft.completed(parent));

        assertThat(restore(child)).containsExactly(new Restored(Restored.Kind.WRITTEN, JobState.PENDING));
        assertThat(store.queries().parents(child.job().id())).hasSize(1);
        assertThat(claimOne(joined()).id()).isEqualTo(child.job().id());
    }

    @Test
    void aParentThatWasGoneOnWithoutIsNotWaitedForAgain() {
        requireWaits();
        JobId failed = insert(job("failed"));
        JobId open = insert(job("open"));
        JobId child = insert(job("child").after(IfFailed.CONTINUE, failed, open));
        store.admin().cancel(failed, now());
        JobRecord third = takenOut(child);
        assertThat(third.ties().after()).extracting(Ties.Wait::met).containsExactly(true, false);
        JobRecord second = takenOut(open);
        JobRecord first = takenOut(failed);

        restore(first, second, third);
        store.admin().requeue(failed, now());
        complete(open);
        assertThat(stateOf(child)).isEqualTo(JobState.PENDING);
    }

    @Test
    void aBlockedJobThatWaitsForNothingIsPending() {
        requireWaits();
        JobId parent = insert(job("parent"));
        JobRecord child = takenOut(insert(job("child").after(IfFailed.CONTINUE, parent)));

        JobRecord alone = child.without(wait -> true, now());
        assertThat(restore(alone)).containsExactly(new Restored(Restored.Kind.WRITTEN, JobState.PENDING));
        assertThat(claim(joined(), 5)).hasSize(2);
    }

    @Test
    void membersOfAGroupKeepTheirPlaces() {
        requireWaits();
        JobId first = insert(job("first").group(ORDER));
        JobId second = insert(job("second").group(ORDER));
        JobRecord waits = takenOut(second);
        JobRecord runs = takenOut(first);

        assertThat(restore(waits, runs))
                .containsExactly(
                        new Restored(Restored.Kind.WRITTEN, JobState.BLOCKED),
                        new Restored(Restored.Kind.WRITTEN, JobState.PENDING));
        assertThat(view(second)).isEqualTo(waits.job());
        assertThat(store.queries().ties(second)).isEqualTo(new Ties(null, ORDER, List.of()));
        assertThat(store.queues().group(ORDER.key())).contains(new GroupView(ORDER.key(), 1, 1, 1));
        complete(first);
        assertThat(stateOf(second)).isEqualTo(JobState.PENDING);
        assertThat(stateOf(insert(job().group(ORDER)))).isEqualTo(JobState.BLOCKED);
    }

    @Test
    void aMemberThatWaitsGetsItsPlaceOnceItIsSaidHowManyThereAre() {
        requireWaits();
        insert(job("first").group(ORDER));
        JobId second = insert(job("second").group(ORDER));
        JobRecord waits = takenOut(second);
        takenOut(JobId.of("first"));

        assertThat(restore(waits)).containsExactly(new Restored(Restored.Kind.WRITTEN, JobState.BLOCKED));
        assertThat(store.queues().resize(ORDER)).isTrue();
        assertThat(stateOf(second)).isEqualTo(JobState.PENDING);
    }

    @Test
    void aMemberThatIsOverTakesAPlaceOnlyOnceItIsPutBack() {
        requireWaits();
        JobId id = insert(job("dead").group(ORDER));
        settle(SettlementDraft.dead(claimOne(joined())));
        JobRecord record = takenOut(id);

        restore(record);
        assertThat(store.queues().group(ORDER.key())).isEmpty();
        store.admin().requeue(id, now());
        JobId next = insert(job().group(ORDER));
        assertThat(stateOf(next)).isEqualTo(JobState.BLOCKED);
        complete(id);
        assertThat(stateOf(next)).isEqualTo(JobState.PENDING);
    }

    private void requireWaits() {
        Assumptions.assumeTrue(fixture.letsJobsWait(), "this store lets no job wait for others");
    }

    /** All there is of a job, which is deleted. */
    private JobRecord takenOut(JobId id) {
        JobRecord record = new JobRecords(store).of(view(id));
        store.admin().delete(id);
        return record;
    }

    private List<Restored> restore(JobRecord... records) {
        return store.admin()
                .restore(Arrays.stream(records)
                        .map(record -> new JobRecord(
                                fixtures.uniqueNumber(),
                                record.job(),
                                record.process(),
                                record.attempts(),
                                record.log(),
                                record.output(),
                                record.ties()))
                        .toList());
    }

    /** The same asked for once more. */
    private JobDraft again(JobDraft draft) {
        NewJob first = draft.build();
        return job().kind(first.kind())
                .unique(Objects.requireNonNull(first.extras().unique()));
    }

    private void complete(JobId id) {
        for (Claim claim : claim(joined(), 100)) {
            boolean own = claim.id().equals(id);
            settle(own ? SettlementDraft.completed(claim) : SettlementDraft.released(claim));
        }
        assertThat(stateOf(id)).isEqualTo(JobState.COMPLETED);
    }
}
