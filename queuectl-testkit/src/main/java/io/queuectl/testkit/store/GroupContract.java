package io.queuectl.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.queuectl.api.Group;
import io.queuectl.api.GroupView;
import io.queuectl.api.JobId;
import io.queuectl.api.JobState;
import io.queuectl.api.QueueName;
import io.queuectl.core.spi.Batch;
import io.queuectl.core.spi.Claim;
import io.queuectl.core.spi.Insertion;
import io.queuectl.core.spi.JobStore;
import io.queuectl.core.spi.NewJob;
import io.queuectl.core.spi.Receipt;
import io.queuectl.core.spi.Settled;
import io.queuectl.testkit.JobDraft;
import io.queuectl.testkit.SettlementDraft;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Jobs of which so many have a place at a time: who gets one, who waits, and who comes next. */
public abstract class GroupContract extends StoreScenario {

    private static final Group ORDER = new Group("customer 7 \u00b7 \u65e5", 1);
    private static final QueueName LATER = QueueName.of("later");

    @BeforeEach
    void onlyWhereJobsMayWaitForOthers() {
        Assumptions.assumeTrue(fixture.letsJobsWait(), "this store lets no job wait for others");
    }

    @Test
    void theNextOfAnOrderComesWhenTheOneBeforeIsOver() {
        JobId first = insert(member());
        JobId second = insert(member());
        JobId third = insert(member().kind("another").queue(LATER.text()));

        assertThat(states(first, second, third)).containsExactly(JobState.PENDING, JobState.BLOCKED, JobState.BLOCKED);
        finish(first);
        assertThat(states(first, second, third))
                .containsExactly(JobState.COMPLETED, JobState.PENDING, JobState.BLOCKED);
        Claim claim = claimOne(joined());
        Receipt receipt = store.exchange(
                batch().settle(List.of(SettlementDraft.dead(claim).build())));
        assertThat(receipt.released()).containsExactly(LATER);
        assertThat(states(first, second, third)).containsExactly(JobState.COMPLETED, JobState.DEAD, JobState.PENDING);
    }

    @Test
    void whoIsToRunAgainKeepsItsPlace() {
        JobId first = insert(member());
        JobId second = insert(member());

        settle(SettlementDraft.failed(claimOne(joined()), now()));
        assertThat(states(first, second)).containsExactly(JobState.FAILED, JobState.BLOCKED);
        settle(SettlementDraft.released(claimOne(joined())));
        assertThat(states(first, second)).containsExactly(JobState.FAILED, JobState.BLOCKED);
        finish(first);
        assertThat(stateOf(second)).isEqualTo(JobState.PENDING);
    }

    @Test
    void aBatchJoinsSeveralGroupsAtOnceInItsOrder() {
        Group two = new Group("another", 2);
        JobId there = insert(member());
        List<NewJob> jobs = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            jobs.add((i % 2 == 0 ? member() : job().group(two)).build());
        }
        List<JobId> ids = store.exchange(batch().insert(jobs)).jobs().stream()
                .map(answer -> ((Insertion.Inserted) answer).id())
                .toList();

        assertThat(states(ids)).filteredOn(JobState.PENDING::equals).hasSize(2);
        assertThat(states(ids.get(1), ids.get(3))).containsOnly(JobState.PENDING);
        finish(ids.get(1));
        assertThat(states(ids.get(5), ids.get(7))).containsExactly(JobState.PENDING, JobState.BLOCKED);
        finish(there);
        assertThat(states(ids.get(0), ids.get(2))).containsExactly(JobState.PENDING, JobState.BLOCKED);
        finish(ids.get(0));
        assertThat(states(ids.get(2), ids.get(4))).containsExactly(JobState.PENDING, JobState.BLOCKED);
    }

    @Test
    void groupsDoNotKnowOfEachOther() {
        insert(member());

        assertThat(stateOf(insert(job().group(new Group("customer 8", 1))))).isEqualTo(JobState.PENDING);
        assertThat(stateOf(insert(job()))).isEqualTo(JobState.PENDING);
    }

    @Test
    void asManyHaveAPlaceAsTheGroupSays() {
        Group three = new Group("api", 3);
        List<JobId> ids = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            ids.add(insert(job().group(three)));
        }

        assertThat(states(ids)).filteredOn(JobState.PENDING::equals).hasSize(3);
        finish(ids.get(1));
        assertThat(stateOf(ids.get(3))).isEqualTo(JobState.PENDING);
        assertThat(stateOf(ids.get(4))).isEqualTo(JobState.BLOCKED);
    }

    @Test
    void theLatestJobSaysHowManyHaveAPlace() {
        List<JobId> ids = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            ids.add(insert(member()));
        }

        insert(job().group(new Group(ORDER.key(), 3)));
        assertThat(states(ids)).containsExactly(JobState.PENDING, JobState.PENDING, JobState.PENDING, JobState.BLOCKED);
        finish(ids.get(0));

        assertThat(states(ids))
                .containsExactly(JobState.COMPLETED, JobState.PENDING, JobState.PENDING, JobState.PENDING);
    }

    @Test
    void aGroupThatIsMadeLargerLetsTheNextInAtOnce() {
        List<JobId> ids = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            ids.add(insert(member()));
        }
        assertThat(store.queues().group(ORDER.key())).contains(new GroupView(ORDER.key(), 1, 1, 3));

        assertThat(store.queues().resize(new Group(ORDER.key(), 3))).isTrue();
        assertThat(states(ids)).containsExactly(JobState.PENDING, JobState.PENDING, JobState.PENDING, JobState.BLOCKED);
        assertThat(store.queues().group(ORDER.key())).contains(new GroupView(ORDER.key(), 3, 3, 1));
    }

    @Test
    void aGroupThatIsMadeSmallerTakesNobodysPlace() {
        Group three = new Group(ORDER.key(), 3);
        List<JobId> ids = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            ids.add(insert(job().group(three)));
        }

        assertThat(store.queues().resize(ORDER)).isTrue();
        assertThat(states(ids)).containsExactly(JobState.PENDING, JobState.PENDING, JobState.PENDING, JobState.BLOCKED);
        finish(ids.get(0));
        finish(ids.get(1));
        assertThat(stateOf(ids.get(3))).isEqualTo(JobState.BLOCKED);
        finish(ids.get(2));
        assertThat(stateOf(ids.get(3))).isEqualTo(JobState.PENDING);
    }

    @Test
    void ofAGroupThatNobodyIsInNothingIsKept() {
        assertThat(store.queues().resize(ORDER)).isFalse();
        assertThat(store.queues().group(ORDER.key())).isEmpty();
        finish(insert(member()));
        assertThat(store.queues().group(ORDER.key())).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Removal.class)
    void oneThatIsWithdrawnWhileItWaitsLeavesTheOthersInTheirOrder(Removal removal) {
        JobId first = insert(member());
        JobId second = insert(member());
        JobId third = insert(member());

        remove(removal, second);
        assertThat(states(first, third)).containsExactly(JobState.PENDING, JobState.BLOCKED);
        remove(removal, first);
        assertThat(stateOf(third)).isEqualTo(JobState.PENDING);
    }

    @Test
    void oneThatIsPutBackWaitsForAPlaceLikeAnyOther() {
        JobId first = insert(member());
        JobId second = insert(member());
        settle(SettlementDraft.dead(claimOne(joined())));

        store.admin().requeue(first, now());
        assertThat(states(first, second)).containsExactly(JobState.BLOCKED, JobState.PENDING);
        finish(second);
        assertThat(stateOf(first)).isEqualTo(JobState.PENDING);
        finish(first);
        assertThat(stateOf(insert(member()))).isEqualTo(JobState.PENDING);
    }

    @Test
    void aGroupThatIsEmptyBeginsAnew() {
        finish(insert(job().group(new Group(ORDER.key(), 5))));

        assertThat(states(insert(member()), insert(member()))).containsExactly(JobState.PENDING, JobState.BLOCKED);
    }

    @Test
    void aBatchThatComesTwiceJoinsOnceAndASettlementThatComesTwiceLeavesOnce() {
        NewJob one = member().build();
        NewJob two = member().build();
        NewJob three = member().build();
        Batch sent = batch().insert(List.of(one, two, three));
        List<Insertion> answers = store.exchange(sent).jobs();
        store.exchange(sent.again());
        Claim claim = claimOne(joined());
        Batch end = batch().settle(List.of(SettlementDraft.completed(claim).build()));
        store.exchange(end);

        assertThat(store.exchange(end.again()).settlements()).containsExactly(Settled.ALREADY_APPLIED);
        assertThat(answers.stream().map(answer -> stateOf(((Insertion.Inserted) answer).id())))
                .containsExactly(JobState.COMPLETED, JobState.PENDING, JobState.BLOCKED);
    }

    @Test
    void aWithheldBatchTakesNoPlace() {
        JobId taken = insert(job("taken"));
        List<Insertion> answers = store.exchange(batch().insert(
                                List.of(member().build(), job().id(taken.text()).build()))
                        .withholdOnDuplicate())
                .jobs();

        assertThat(answers.get(0)).isEqualTo(new Insertion.Withheld());
        assertThat(stateOf(insert(member()))).isEqualTo(JobState.PENDING);
    }

    @Test
    void neverMoreThanOneHasAPlaceWhileMembersComeAndGoOnSeveralThreads() throws Exception {
        int each = 40;
        ExecutorService threads = Executors.newFixedThreadPool(4);
        List<Future<Integer>> all = new ArrayList<>();
        try {
            for (int i = 0; i < 3; i++) {
                JobStore own = fixture.keepsItsData() ? another() : store;
                all.add(threads.submit(() -> {
                    for (int k = 0; k < each; k++) {
                        own.exchange(batch().insert(List.of(member().build())));
                    }
                    return each;
                }));
            }
            Claimant node = joined();
            int done = 0;
            while (done < 3 * each) {
                boolean allAreIn = all.stream().allMatch(Future::isDone);
                List<Claim> claims = claim(node, 5);
                assertThat(claims).hasSizeLessThanOrEqualTo(1);
                assertThat(allAreIn && claims.isEmpty())
                        .as("nobody has a place though " + (3 * each - done) + " wait")
                        .isFalse();
                for (Claim claim : claims) {
                    assertThat(settle(SettlementDraft.completed(claim))).isEqualTo(Settled.APPLIED);
                    done++;
                }
            }
            for (Future<Integer> one : all) {
                assertThat(one.get(60, TimeUnit.SECONDS)).isEqualTo(each);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    /** How a job goes without having run. */
    enum Removal {
        CANCEL,
        DELETE
    }

    private void remove(Removal removal, JobId id) {
        if (removal == Removal.CANCEL) {
            store.admin().cancel(id, now());
        } else {
            store.admin().delete(id);
        }
    }

    private JobDraft member() {
        return job().group(ORDER);
    }

    /** Has the job run to its end, which must be among those that are due. */
    private void finish(JobId id) {
        boolean finished = false;
        for (Claim claim : claim(joined(), 100)) {
            boolean own = claim.id().equals(id);
            settle(own ? SettlementDraft.completed(claim) : SettlementDraft.released(claim));
            finished |= own;
        }
        assertThat(finished).as("job " + id + " was due").isTrue();
    }

    private List<JobState> states(JobId... ids) {
        return states(List.of(ids));
    }

    private List<JobState> states(List<JobId> ids) {
        return ids.stream().map(this::stateOf).toList();
    }
}
