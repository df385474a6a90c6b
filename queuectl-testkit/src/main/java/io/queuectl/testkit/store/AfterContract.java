package io.queuectl.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.queuectl.api.IfFailed;
import io.queuectl.api.JobId;
import io.queuectl.api.JobState;
import io.queuectl.api.Parent;
import io.queuectl.api.QueueName;
import io.queuectl.core.spi.AdminAnswer;
import io.queuectl.core.spi.Batch;
import io.queuectl.core.spi.Claim;
import io.queuectl.core.spi.Dependency;
import io.queuectl.core.spi.Insertion;
import io.queuectl.core.spi.JobEdit;
import io.queuectl.core.spi.JobFilter;
import io.queuectl.core.spi.JobMove;
import io.queuectl.core.spi.NewJob;
import io.queuectl.core.spi.PageRequest;
import io.queuectl.core.spi.Receipt;
import io.queuectl.core.spi.Settled;
import io.queuectl.core.spi.Settlement;
import io.queuectl.core.spi.StateCount;
import io.queuectl.testkit.SettlementDraft;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Jobs that wait for others: when they are let go, and what becomes of them where one of the others ends otherwise than completed. */
public abstract class AfterContract extends StoreScenario {

    private static final QueueName LATER = QueueName.of("later");

    @BeforeEach
    void onlyWhereJobsMayWaitForOthers() {
        Assumptions.assumeTrue(fixture.letsJobsWait(), "this store lets no job wait for others");
    }

    @Test
    void nobodyWaitsForItselfByANumberThatItGuessed() {
        long before = Long.parseLong(insert(job()).text());
        for (long guessed = before + 1; guessed <= before + 4; guessed++) {
            JobId parent = JobId.of(Long.toString(guessed));
            assertThat(insertAll(job().after(IfFailed.CANCEL, parent)))
                    .containsExactly(new Insertion.ParentMissing(parent));
        }
        assertThat(insertAll(job("me").after(IfFailed.CANCEL, JobId.of("me"))))
                .containsExactly(new Insertion.ParentMissing(JobId.of("me")));
    }

    @Test
    void aJobIsBlockedUntilTheLastOfThoseItWaitsForHasCompleted() {
        Claim first = heldJob();
        Claim second = heldJob();
        JobId child = insert(job().after(IfFailed.CANCEL, first.id(), second.id()));

        assertThat(stateOf(child)).isEqualTo(JobState.BLOCKED);
        assertThat(claim(joined(), 5)).isEmpty();
        settle(SettlementDraft.completed(second));
        assertThat(stateOf(child)).isEqualTo(JobState.BLOCKED);
        settle(SettlementDraft.completed(first));
        assertThat(stateOf(child)).isEqualTo(JobState.PENDING);
        assertThat(claimOne(joined()).id()).isEqualTo(child);
    }

    @Test
    void theQueueOfTheOneThatIsLetGoIsTold() {
        Claim parent = heldJob();
        insert(job().queue(LATER.text()).after(IfFailed.CANCEL, parent.id()));

        Receipt receipt = store.exchange(
                batch().settle(List.of(SettlementDraft.completed(parent).build())));

        assertThat(receipt.released()).containsExactly(LATER);
    }

    @Test
    void aParentThatHasCompletedIsNotWaitedFor() {
        Claim done = heldJob();
        settle(SettlementDraft.completed(done));

        assertThat(stateOf(insert(job().after(IfFailed.CANCEL, done.id())))).isEqualTo(JobState.PENDING);
    }

    @ParameterizedTest
    @CsvSource({"CANCEL, CANCELLED", "CONTINUE, PENDING", "DEAD, DEAD", "WAIT, BLOCKED"})
    void theRuleSaysWhatBecomesOfAChildWhereAParentDies(IfFailed rule, JobState expected) {
        Claim parent = heldJob();
        JobId before = insert(job().after(rule, parent.id()));
        settle(SettlementDraft.dead(parent));
        JobId afterwards = insert(job().after(rule, parent.id()));

        assertThat(stateOf(before)).isEqualTo(expected);
        assertThat(stateOf(afterwards)).isEqualTo(expected);
        if (expected.isFinished()) {
            assertThat(view(before).error()).contains(parent.id().text()).contains("dead");
            assertThat(view(before).finishedAt()).isEqualTo(now());
        }
    }

    @ParameterizedTest
    @CsvSource({"CANCEL, CANCELLED", "CONTINUE, PENDING", "DEAD, DEAD", "WAIT, BLOCKED"})
    void aParentThatIsCancelledWhileItWaitsHasEnded(IfFailed rule, JobState expected) {
        JobId parent = insert(job());
        JobId child = insert(job().after(rule, parent));

        store.admin().cancel(parent, now());

        assertThat(stateOf(child)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"CANCEL, CANCELLED", "CONTINUE, PENDING", "DEAD, DEAD", "WAIT, CANCELLED"})
    void aParentThatIsDeletedWillNeverEnd(IfFailed rule, JobState expected) {
        JobId one = insert(job());
        JobId child = insert(job().after(rule, one));
        JobId other = insert(job().queue(LATER.text()));
        JobId another = insert(job().after(rule, other));

        store.admin().delete(one);
        deleteAll(JobFilter.ANY.queue(LATER), 10);

        assertThat(stateOf(child)).isEqualTo(expected);
        assertThat(stateOf(another)).isEqualTo(expected);
        assertThat(store.queries().parents(child)).isEmpty();
    }

    @Test
    void aCompletedParentThatIsDeletedWasWaitedForEnough() {
        Claim done = heldJob();
        Claim other = heldJob();
        JobId child = insert(job().after(IfFailed.CANCEL, done.id(), other.id()));
        settle(SettlementDraft.completed(done));

        store.admin().delete(done.id());

        assertThat(stateOf(child)).isEqualTo(JobState.BLOCKED);
        settle(SettlementDraft.completed(other));
        assertThat(stateOf(child)).isEqualTo(JobState.PENDING);
    }

    @Test
    void manyMovesAtOnceDoToThoseThatWaitWhatEachWould() {
        JobId parent = insert(job());
        JobId child = insert(job().after(IfFailed.CONTINUE, parent));
        JobId grandchild = insert(job().after(IfFailed.CANCEL, child));

        moveAll(JobFilter.in(JobState.PENDING), JobMove.CANCEL);
        assertThat(stateOf(parent)).isEqualTo(JobState.CANCELLED);
        assertThat(stateOf(child)).isEqualTo(JobState.PENDING);
        moveAll(JobFilter.in(JobState.PENDING), JobMove.CANCEL);
        assertThat(stateOf(grandchild)).isEqualTo(JobState.CANCELLED);

        moveAll(JobFilter.in(JobState.CANCELLED), JobMove.REQUEUE);
        assertThat(stateOf(parent)).isEqualTo(JobState.PENDING);
        assertThat(stateOf(child)).isEqualTo(JobState.BLOCKED);
        assertThat(stateOf(grandchild)).isEqualTo(JobState.BLOCKED);

        moveAll(JobFilter.in(JobState.PENDING), JobMove.DELETE);
        assertThat(stateOf(child)).isEqualTo(JobState.PENDING);
    }

    private void moveAll(JobFilter filter, JobMove move) {
        store.bulk().moveAll(store.bulk().numbers(filter, 0, 100), filter, move, now());
    }

    @Test
    void whatAnEndBringsAboutEndsOthersInTurn() {
        Claim first = heldJob();
        JobId second = insert(job().after(IfFailed.CANCEL, first.id()));
        JobId third = insert(job().after(IfFailed.DEAD, second));
        JobId cleanUp = insert(job().after(IfFailed.CONTINUE, third));

        settle(SettlementDraft.dead(first));

        assertThat(stateOf(second)).isEqualTo(JobState.CANCELLED);
        assertThat(stateOf(third)).isEqualTo(JobState.DEAD);
        assertThat(stateOf(cleanUp)).isEqualTo(JobState.PENDING);
    }

    @Test
    void aFailedAttemptIsNoEnd() {
        Claim parent = heldJob();
        JobId child = insert(job().after(IfFailed.CANCEL, parent.id()));

        settle(SettlementDraft.failed(parent, now()));

        assertThat(stateOf(child)).isEqualTo(JobState.BLOCKED);
    }

    @Test
    void aSettlementThatComesTwiceLetsGoOnce() {
        Claim parent = heldJob();
        Claim other = heldJob();
        JobId child = insert(job().after(IfFailed.CANCEL, parent.id(), other.id()));
        Batch batch = batch().settle(List.of(SettlementDraft.completed(parent).build()));

        store.exchange(batch);
        Receipt again = store.exchange(batch.again());

        assertThat(again.settlements()).containsExactly(Settled.ALREADY_APPLIED);
        assertThat(again.released()).isEmpty();
        assertThat(stateOf(child)).isEqualTo(JobState.BLOCKED);
    }

    @Test
    void manyParentsThatCompleteTogetherLetGoOfTheirChildOnce() {
        JobId[] parents = IntStream.range(0, 60).mapToObj(i -> insert(job())).toArray(JobId[]::new);
        JobId[] some = IntStream.range(0, 60)
                .filter(i -> i % 3 == 0)
                .mapToObj(i -> parents[i])
                .toArray(JobId[]::new);
        JobId child = insert(job().after(IfFailed.CANCEL, some));
        List<Claim> claims = claim(joined(), 60);

        completeTogether(claims.subList(0, 58));
        assertThat(stateOf(child))
                .isEqualTo(
                        claims.subList(58, 60).stream()
                                        .anyMatch(claim -> List.of(some).contains(claim.id()))
                                ? JobState.BLOCKED
                                : JobState.PENDING);
        completeTogether(claims.subList(58, 60));
        assertThat(stateOf(child)).isEqualTo(JobState.PENDING);
        for (JobId parent : parents) {
            assertThat(stateOf(parent)).isEqualTo(JobState.COMPLETED);
        }
    }

    @Test
    void manyChildrenAreLetGoTogether() {
        Claim parent = heldJob();
        List<JobId> children = IntStream.range(0, 300)
                .mapToObj(i -> insert(job().after(IfFailed.CANCEL, parent.id())))
                .toList();

        settle(SettlementDraft.completed(parent));

        assertThat(children).allMatch(child -> stateOf(child) == JobState.PENDING);
    }

    @Test
    void jobsOfOneBatchWaitForEachOtherByTheirSubmissionsInAnyOrder() {
        NewJob parent = job().build();
        NewJob child = job().build().alsoAfter(List.of(Dependency.onSubmission(parent.submission(), IfFailed.CANCEL)));

        List<Insertion> answers =
                store.exchange(batch().insert(List.of(child, parent))).jobs();

        assertThat(stateOf(((Insertion.Inserted) answers.get(0)).id())).isEqualTo(JobState.BLOCKED);
        assertThat(stateOf(((Insertion.Inserted) answers.get(1)).id())).isEqualTo(JobState.PENDING);
    }

    @Test
    void aBatchThatComesTwiceIsLinkedOnce() {
        Claim parent = heldJob();
        NewJob child = job().after(IfFailed.CANCEL, parent.id()).build();
        Batch batch = batch().insert(List.of(child));

        JobId id = ((Insertion.Inserted) store.exchange(batch).jobs().get(0)).id();
        store.exchange(batch.again());
        settle(SettlementDraft.completed(parent));

        assertThat(stateOf(id)).isEqualTo(JobState.PENDING);
    }

    @Test
    void aBatchLinksItsJobsByTheIdsThatWereChosenForThem() {
        insertAll(job("child").after(IfFailed.CANCEL, JobId.of("parent")), job("parent"));

        assertThat(stateOf(JobId.of("child"))).isEqualTo(JobState.BLOCKED);
        assertThat(store.queries().parents(JobId.of("child")))
                .containsExactly(new Parent(JobId.of("parent"), JobState.PENDING, IfFailed.CANCEL));
    }

    @ParameterizedTest
    @CsvSource({"nobody", "4711", "99999999999999999"})
    void aParentThatIsNotThereIsNamedAndNothingIsWritten(String missing) {
        JobId there = insert(job());

        List<Insertion> answers = insertAll(job().after(IfFailed.WAIT, there, JobId.of(missing)), job());

        assertThat(answers.get(0)).isEqualTo(new Insertion.ParentMissing(JobId.of(missing)));
        assertThat(answers.get(1)).isInstanceOf(Insertion.Inserted.class);
        assertThat(everyJob(PageRequest.Order.OLDEST_FIRST)).hasSize(2);
    }

    @Test
    void aMissingParentWithholdsAnAllOrNothingBatch() {
        Claim parent = heldJob();
        List<NewJob> jobs = List.of(
                job().after(IfFailed.CANCEL, parent.id()).build(),
                job().after(IfFailed.CANCEL, JobId.of("nobody")).build());

        List<Insertion> answers =
                store.exchange(batch().insert(jobs).withholdOnDuplicate()).jobs();

        assertThat(answers).containsExactly(new Insertion.Withheld(), new Insertion.ParentMissing(JobId.of("nobody")));
        assertThat(settle(SettlementDraft.completed(parent))).isEqualTo(Settled.APPLIED);
        assertThat(everyJob(PageRequest.Order.OLDEST_FIRST)).hasSize(1);
    }

    @Test
    void aDeadParentThatIsPutBackAndCompletesLetsGoOfThoseThatWaited() {
        Claim parent = heldJob();
        JobId child = insert(job().after(IfFailed.WAIT, parent.id()));
        settle(SettlementDraft.dead(parent));

        store.admin().requeue(parent.id(), now());
        settle(SettlementDraft.completed(claimOne(joined())));

        assertThat(stateOf(child)).isEqualTo(JobState.PENDING);
    }

    @Test
    void aParentThatWasGoneOnWithoutIsNotCountedAgainWhenItIsPutBackAndCompletes() {
        Claim parent = heldJob();
        Claim other = heldJob();
        JobId child = insert(job().after(IfFailed.CONTINUE, parent.id(), other.id()));
        settle(SettlementDraft.dead(parent));
        JobId late = insert(job().after(IfFailed.CONTINUE, parent.id(), other.id()));

        store.admin().requeue(parent.id(), now());
        settle(SettlementDraft.completed(claimOne(joined())));

        assertThat(stateOf(child)).isEqualTo(JobState.BLOCKED);
        assertThat(stateOf(late)).isEqualTo(JobState.BLOCKED);
        settle(SettlementDraft.completed(other));
        assertThat(stateOf(child)).isEqualTo(JobState.PENDING);
        assertThat(stateOf(late)).isEqualTo(JobState.PENDING);
    }

    @Test
    void aChildThatIsPutBackGoesOnWithoutParentsThatAreOverAndWaitsForTheOthersOnceMore() {
        Claim parent = heldJob();
        JobId child = insert(job().after(IfFailed.CANCEL, parent.id()));
        settle(SettlementDraft.dead(parent));

        assertThat(store.admin().requeue(child, now())).isEqualTo(AdminAnswer.done(JobState.CANCELLED));
        assertThat(stateOf(child)).isEqualTo(JobState.PENDING);

        store.admin().cancel(child, now());
        store.admin().requeue(parent.id(), now());
        store.admin().requeue(child, now());
        assertThat(stateOf(child)).isEqualTo(JobState.BLOCKED);
        settle(SettlementDraft.completed(claimOne(joined())));
        assertThat(stateOf(child)).isEqualTo(JobState.PENDING);
    }

    @Test
    void aBlockedJobCanBeChangedWithdrawnAndDeleted() {
        JobId parent = insert(job().runAt(now().plusSeconds(60)));
        JobId child = insert(job().after(IfFailed.CANCEL, parent));
        JobId grandchild = insert(job().after(IfFailed.CANCEL, child));

        assertThat(store.admin().edit(child, JobEdit.NOTHING.priority(7)))
                .isEqualTo(AdminAnswer.done(JobState.BLOCKED));
        assertThat(view(child).priority()).isEqualTo(7);
        assertThat(store.admin().requeue(child, now())).isEqualTo(AdminAnswer.wrongState(JobState.BLOCKED));
        assertThat(store.admin().cancel(child, now())).isEqualTo(AdminAnswer.done(JobState.BLOCKED));
        assertThat(stateOf(grandchild)).isEqualTo(JobState.CANCELLED);
        JobId other = insert(job().after(IfFailed.CANCEL, parent));
        assertThat(store.admin().delete(other)).isEqualTo(AdminAnswer.done(JobState.BLOCKED));
        assertThat(store.queries().find(other)).isEmpty();
    }

    @Test
    void blockedJobsAreCountedAndListed() {
        JobId parent = insert(job());
        JobId child = insert(job().queue(LATER.text()).after(IfFailed.CANCEL, parent));

        assertThat(store.queries().counts())
                .containsExactlyInAnyOrder(
                        new StateCount(QueueName.DEFAULT, JobState.PENDING, 1),
                        new StateCount(LATER, JobState.BLOCKED, 1));
        assertThat(listedIds(everyJob(store, JobFilter.in(JobState.BLOCKED), PageRequest.Order.OLDEST_FIRST, 10)))
                .containsExactly(child.text());
        assertThat(store.queries().waitingQueues()).containsExactly(QueueName.DEFAULT);
    }

    @ParameterizedTest
    @EnumSource(IfFailed.class)
    void theParentsOfAJobAreTold(IfFailed rule) {
        Claim parent = heldJob();
        JobId child = insert(job().after(rule, parent.id()));

        assertThat(store.queries().parents(child)).containsExactly(new Parent(parent.id(), JobState.PROCESSING, rule));
        settle(SettlementDraft.completed(parent));
        assertThat(store.queries().parents(child)).containsExactly(new Parent(parent.id(), JobState.COMPLETED, rule));
        assertThat(store.queries().parents(parent.id())).isEmpty();
        assertThat(store.queries().parents(JobId.of("nobody"))).isEmpty();
    }

    private void completeTogether(List<Claim> claims) {
        List<Settlement> settlements = new ArrayList<>();
        claims.forEach(claim -> settlements.add(SettlementDraft.completed(claim).build()));
        assertThat(store.exchange(batch().settle(settlements)).settlements())
                .containsOnly(Settled.APPLIED)
                .hasSize(claims.size());
    }
}
