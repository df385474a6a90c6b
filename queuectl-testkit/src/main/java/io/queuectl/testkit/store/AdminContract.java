package io.queuectl.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.queuectl.api.Attempt;
import io.queuectl.api.Counters;
import io.queuectl.api.JobId;
import io.queuectl.api.JobState;
import io.queuectl.api.JobView;
import io.queuectl.api.Limits;
import io.queuectl.api.LogLine;
import io.queuectl.api.Payload;
import io.queuectl.api.QueueName;
import io.queuectl.core.spi.AdminAnswer;
import io.queuectl.core.spi.Claim;
import io.queuectl.core.spi.ClaimNote;
import io.queuectl.core.spi.JobEdit;
import io.queuectl.core.spi.JobFilter;
import io.queuectl.core.spi.PageRequest;
import io.queuectl.core.spi.Settled;
import io.queuectl.testkit.SettlementDraft;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a person does to jobs: no illegal move, and no row touched that a node holds. */
public abstract class AdminContract extends StoreScenario {

    private static final JobId MISSING = JobId.of("missing");

    @Test
    void aMissingJobIsNotFound() {
        assertThat(store.admin().cancel(MISSING, now())).isEqualTo(AdminAnswer.NOT_FOUND);
        assertThat(store.admin().requeue(MISSING, now())).isEqualTo(AdminAnswer.NOT_FOUND);
        assertThat(store.admin().edit(MISSING, JobEdit.NOTHING)).isEqualTo(AdminAnswer.NOT_FOUND);
        assertThat(store.admin().delete(MISSING)).isEqualTo(AdminAnswer.NOT_FOUND);
        assertThat(store.admin().delete(JobId.of("4711"))).isEqualTo(AdminAnswer.NOT_FOUND);
    }

    @ParameterizedTest
    @EnumSource(
            value = JobState.class,
            names = {"PENDING", "FAILED"})
    void aWaitingJobIsCancelledAtOnce(JobState waiting) {
        JobId id = jobIn(waiting);
        clock.step(Duration.ofSeconds(1));

        assertThat(store.admin().cancel(id, now())).isEqualTo(AdminAnswer.done(waiting));
        JobView view = view(id);
        assertThat(view.state()).isEqualTo(JobState.CANCELLED);
        assertThat(view.finishedAt()).isEqualTo(now());
        assertThat(view.cancelRequested()).isFalse();
        assertThat(claim(joined(), 5)).isEmpty();
    }

    @Test
    void aRunningJobIsMarkedAndItsNodeIsTold() {
        Claim claim = heldJob();

        assertThat(store.admin().cancel(claim.id(), now())).isEqualTo(AdminAnswer.requested());
        assertThat(store.admin().cancel(claim.id(), now())).isEqualTo(AdminAnswer.requested());
        assertThat(stateOf(claim.id())).isEqualTo(JobState.PROCESSING);
        assertThat(view(claim.id()).cancelRequested()).isTrue();
        assertThat(store.nodes().signals(claim.token().epoch()).cancels()).containsExactly(claim.token());
        assertThat(settle(SettlementDraft.cancelled(claim))).isEqualTo(Settled.APPLIED);
        assertThat(view(claim.id()).cancelRequested()).isFalse();
    }

    @Test
    void aCancelMarkOutlivesARelease() {
        Claim claim = heldJob();
        store.admin().cancel(claim.id(), now());
        settle(SettlementDraft.released(claim));
        assertThat(view(claim.id()).cancelRequested()).isTrue();
        Claim next = claimOne(joined());

        assertThat(next.cancelRequested()).isTrue();
        assertThat(store.nodes().signals(next.token().epoch()).cancels()).containsExactly(next.token());
    }

    @Test
    void aCancelMarkOutlivesAFailureAndTheDeathOfTheNode() {
        Claim claim = heldJob();
        store.admin().cancel(claim.id(), now());
        settle(SettlementDraft.failed(claim, now()));
        Claim second = claimOne(joined());
        assertThat(second.cancelRequested()).isTrue();
        store.nodes().declareDead(second.token().epoch(), 0);

        assertThat(store.nodes().orphans(1).get(0).cancelRequested()).isTrue();
    }

    @Test
    void aCancelMarkEndsWithTheJob() {
        Claim claim = heldJob();
        store.admin().cancel(claim.id(), now());
        settle(SettlementDraft.completed(claim));

        assertThat(view(claim.id()).cancelRequested()).isFalse();
    }

    @Test
    void aMarkedJobThatWaitsAgainIsCancelledAtOnce() {
        Claim claim = heldJob();
        store.admin().cancel(claim.id(), now());
        settle(SettlementDraft.released(claim));

        assertThat(store.admin().cancel(claim.id(), now())).isEqualTo(AdminAnswer.done(JobState.PENDING));
        assertThat(view(claim.id()).cancelRequested()).isFalse();
    }

    @ParameterizedTest
    @EnumSource(
            value = JobState.class,
            names = {"COMPLETED", "DEAD", "CANCELLED"})
    void aFinishedJobIsNotCancelled(JobState finished) {
        assertRefused(jobIn(finished), finished, id -> store.admin().cancel(id, now()));
    }

    @ParameterizedTest
    @EnumSource(
            value = JobState.class,
            names = {"DEAD", "CANCELLED", "FAILED"})
    void aRequeuedJobIsPendingDueNowWithItsCountersAtZero(JobState from) {
        JobId id = jobIn(from);
        clock.step(Duration.ofHours(1));

        assertThat(store.admin().requeue(id, now())).isEqualTo(AdminAnswer.done(from));
        JobView view = view(id);
        assertThat(view.state()).isEqualTo(JobState.PENDING);
        assertThat(view.runAt()).isEqualTo(now());
        assertThat(view.counters()).isEqualTo(Counters.ZERO);
        assertThat(view.finishedAt()).isNull();
        assertThat(view.cancelRequested()).isFalse();
        assertThat(claimOne(joined()).id()).isEqualTo(id);
    }

    @Test
    void aRequeueKeepsHistoryAndLog() {
        Claim claim = heldJob();
        note(new ClaimNote.Log(claim.number(), claim.token(), List.of(new LogLine(now(), LogLine.Stream.ERR, "why"))));
        settle(SettlementDraft.dead(claim));
        store.admin().requeue(claim.id(), now());

        assertThat(store.queries().attempts(claim.id())).hasSize(1);
        assertThat(store.queries().logs(claim.id(), 0, 10)).hasSize(1);
        settle(SettlementDraft.dead(claimOne(joined())));
        assertThat(store.queries().attempts(claim.id()).stream().map(Attempt::ordinal))
                .containsExactly(1, 2);
    }

    @Test
    void aRequeueClearsTheCancelMark() {
        Claim claim = heldJob();
        store.admin().cancel(claim.id(), now());
        settle(SettlementDraft.failed(claim, now()));
        store.admin().requeue(claim.id(), now());

        assertThat(view(claim.id()).cancelRequested()).isFalse();
        assertThat(claimOne(joined()).cancelRequested()).isFalse();
    }

    @Test
    void aRequeueEndsTheQuarantine() {
        Claim claim = heldJob();
        settle(SettlementDraft.lost(claim).to(JobState.DEAD));
        store.admin().requeue(claim.id(), now());

        assertThat(claimOne(joined()).isQuarantined()).isFalse();
    }

    @ParameterizedTest
    @EnumSource(
            value = JobState.class,
            names = {"PENDING", "PROCESSING", "COMPLETED"})
    void whatIsWaitingRunningOrDoneIsNotRequeued(JobState state) {
        assertRefused(jobIn(state), state, id -> store.admin().requeue(id, now()));
    }

    @ParameterizedTest
    @EnumSource(
            value = JobState.class,
            names = {"PENDING", "FAILED"})
    void aWaitingJobIsEdited(JobState waiting) {
        JobId id = jobIn(waiting);
        JobView before = view(id);
        Limits limits = new Limits(9, "fixed(delay=PT1S,jitter=none)", Duration.ofSeconds(3));
        JobEdit edit = JobEdit.NOTHING
                .queue(QueueName.of("media"))
                .priority(-3)
                .runAt(now().plusSeconds(60))
                .payload(Payload.of("edited"))
                .limits(limits);

        assertThat(store.admin().edit(id, edit)).isEqualTo(AdminAnswer.done(waiting));
        JobView view = view(id);
        assertThat(view.queue()).isEqualTo(QueueName.of("media"));
        assertThat(view.priority()).isEqualTo(-3);
        assertThat(view.runAt()).isEqualTo(now().plusSeconds(60));
        assertThat(view.payload()).isEqualTo(Payload.of("edited"));
        assertThat(view.limits()).isEqualTo(limits);
        assertThat(view.state()).isEqualTo(before.state());
        assertThat(view.counters()).isEqualTo(before.counters());
        assertThat(view.createdAt()).isEqualTo(before.createdAt());
    }

    @Test
    void anEditGivesAPayloadOfAnySizeInPlaceOfAnyOther() {
        JobId id = insert(job().payload(Payload.of("small")));
        for (int size : new int[] {5_000, 100_000, 0, 4_000, 129, 128, 1}) {
            Payload payload = Payload.of("y".repeat(size));
            store.admin().edit(id, JobEdit.NOTHING.payload(payload));
            assertThat(view(id).payload()).isEqualTo(payload);
        }
        assertThat(claimOne(joined()).payload()).isEqualTo(Payload.of("y"));
    }

    @Test
    void anEditChangesWhatItNamesAndNothingElse() {
        JobId id = insert(job().priority(4).queue("media").limits(new Limits(2, null, null)));
        JobView before = view(id);

        assertThat(store.admin().edit(id, JobEdit.NOTHING)).isEqualTo(AdminAnswer.done(JobState.PENDING));
        assertThat(view(id)).isEqualTo(before);
        store.admin().edit(id, JobEdit.NOTHING.runAt(now().plusSeconds(1)));
        assertThat(view(id).runAt()).isEqualTo(now().plusSeconds(1));
        assertThat(view(id).priority()).isEqualTo(4);
        assertThat(view(id).queue()).isEqualTo(QueueName.of("media"));
        assertThat(view(id).limits()).isEqualTo(before.limits());
        assertThat(view(id).payload()).isEqualTo(before.payload());
    }

    @Test
    void anEditDecidesWhereWhenAndInWhichOrderAJobIsTaken() {
        insertAll(job("a"), job("b"), job("c"), job("d"));
        store.admin().edit(JobId.of("b"), JobEdit.NOTHING.priority(1));
        store.admin().edit(JobId.of("a"), JobEdit.NOTHING.runAt(now().plusSeconds(1)));
        store.admin().edit(JobId.of("d"), JobEdit.NOTHING.queue(QueueName.of("media")));

        assertThat(claimedIds(claim(joined(), 5))).containsExactly("b", "c");
    }

    @ParameterizedTest
    @EnumSource(
            value = JobState.class,
            names = {"PROCESSING", "COMPLETED", "DEAD", "CANCELLED"})
    void onlyWaitingJobsAreEdited(JobState state) {
        assertRefused(jobIn(state), state, id -> store.admin().edit(id, JobEdit.NOTHING.priority(99)));
    }

    @ParameterizedTest
    @EnumSource(
            value = JobState.class,
            names = {"PROCESSING", "INVALID", "BLOCKED"},
            mode = EnumSource.Mode.EXCLUDE)
    void aJobThatNobodyHoldsIsDeleted(JobState state) {
        JobId id = jobIn(state);

        assertThat(store.admin().delete(id)).isEqualTo(AdminAnswer.done(state));
        assertThat(store.queries().find(id)).isEmpty();
        assertThat(store.queries().attempts(id)).isEmpty();
        assertThat(store.queries().counts()).isEmpty();
        assertThat(store.admin().delete(id)).isEqualTo(AdminAnswer.NOT_FOUND);
    }

    @Test
    void aHeldJobIsNotDeleted() {
        assertRefused(
                jobIn(JobState.PROCESSING),
                JobState.PROCESSING,
                id -> store.admin().delete(id));
    }

    @Test
    void theIdOfADeletedJobIsFreeAgain() {
        insert(job("reused"));
        store.admin().delete(JobId.of("reused"));

        insert(job("reused").payload(Payload.of("new")));
        assertThat(view(JobId.of("reused")).payload()).isEqualTo(Payload.of("new"));
    }

    @Test
    void clearingDeletesOldestFirstInChunks() {
        insertAll(job("a"), job("b"), job("c"), job("d"), job("e"));

        assertThat(deleteAll(JobFilter.ANY, 2)).isEqualTo(2);
        assertThat(listedIds(everyJob(PageRequest.Order.OLDEST_FIRST))).containsExactly("c", "d", "e");
        assertThat(deleteAll(JobFilter.ANY, 2)).isEqualTo(2);
        assertThat(deleteAll(JobFilter.ANY, 2)).isEqualTo(1);
        assertThat(deleteAll(JobFilter.ANY, 2)).isZero();
        assertThat(store.queries().counts()).isEmpty();
    }

    @Test
    void clearingLeavesWhatANodeHolds() {
        Claim held = heldJob();
        insert(job());

        assertThat(deleteAll(JobFilter.ANY, 10)).isEqualTo(1);
        assertThat(deleteAll(JobFilter.in(JobState.PROCESSING), 10)).isZero();
        assertThat(settle(SettlementDraft.completed(held))).isEqualTo(Settled.APPLIED);
    }

    @Test
    void clearingGoesByState() {
        JobId dead = jobIn(JobState.DEAD);
        JobId completed = jobIn(JobState.COMPLETED);
        JobId pending = jobIn(JobState.PENDING);

        assertThat(deleteAll(JobFilter.in(JobState.DEAD, JobState.COMPLETED), 10))
                .isEqualTo(2);
        assertThat(store.queries().find(dead)).isEmpty();
        assertThat(store.queries().find(completed)).isEmpty();
        assertThat(stateOf(pending)).isEqualTo(JobState.PENDING);
    }

    @Test
    void clearingGoesByQueueAndKind() {
        insertAll(job("a").queue("media"), job("b").queue("media").kind("k"), job("c").kind("k"));

        assertThat(deleteAll(JobFilter.ANY.queue(QueueName.of("media")).kind("k"), 10))
                .isEqualTo(1);
        assertThat(listedIds(everyJob(PageRequest.Order.OLDEST_FIRST))).containsExactly("a", "c");
    }

    @Test
    void clearingGoesByTheTimeOfFinishing() {
        JobId old = jobIn(JobState.COMPLETED);
        clock.step(Duration.ofDays(1));
        JobId recent = jobIn(JobState.COMPLETED);
        JobId waiting = jobIn(JobState.PENDING);

        assertThat(deleteAll(JobFilter.ANY.finishedBefore(now()), 10)).isEqualTo(1);
        assertThat(store.queries().find(old)).isEmpty();
        assertThat(stateOf(recent)).isEqualTo(JobState.COMPLETED);
        assertThat(stateOf(waiting)).isEqualTo(JobState.PENDING);
    }

    @Test
    void finishedBeforeExcludesThatVeryMoment() {
        JobId id = jobIn(JobState.COMPLETED);

        assertThat(deleteAll(JobFilter.ANY.finishedBefore(now().plusSeconds(1)), 10))
                .isZero();
        assertThat(deleteAll(JobFilter.ANY.finishedBefore(now().plusMillis(1_001)), 10))
                .isEqualTo(1);
        assertThat(store.queries().find(id)).isEmpty();
    }

    @Test
    void settingsAreKeptByKey() {
        assertThat(store.admin().settings()).isEmpty();
        store.admin().putSetting("a", "1");
        store.admin().putSetting("b", "2");
        store.admin().putSetting("a", "3");

        assertThat(store.admin().settings()).isEqualTo(Map.of("a", "3", "b", "2"));
        store.admin().putSetting("a", null);
        store.admin().putSetting("never there", null);
        assertThat(store.admin().settings()).isEqualTo(Map.of("b", "2"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "sh -c", "日本 \uD83D\uDE80", "' \" \\ % ; --", "a\nb\tc"})
    void anyTextIsTheValueOfASetting(String value) {
        store.admin().putSetting("key.with-every_sign:1", value);

        assertThat(store.admin().settings()).isEqualTo(Map.of("key.with-every_sign:1", value));
    }

    /** A new job in that state, finished one second after now if it is finished. */
    private JobId jobIn(JobState state) {
        if (state == JobState.PENDING) {
            return insert(job());
        }
        Claim claim = heldJob();
        switch (state) {
            case PROCESSING -> {}
            case FAILED -> settle(SettlementDraft.failed(claim, now().plusSeconds(60)));
            case COMPLETED -> settle(SettlementDraft.completed(claim));
            case DEAD -> settle(SettlementDraft.dead(claim));
            case CANCELLED -> settle(SettlementDraft.cancelled(claim));
            default -> throw new IllegalArgumentException("no job is ever " + state.text());
        }
        return claim.id();
    }

    private void assertRefused(JobId id, JobState state, Move move) {
        JobView before = view(id);

        assertThat(move.on(id)).isEqualTo(AdminAnswer.wrongState(state));
        assertThat(view(id)).isEqualTo(before);
    }

    /** Something a person does to one job. */
    private interface Move {
        AdminAnswer on(JobId id);
    }
}
