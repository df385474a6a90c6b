package io.queuectl.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.queuectl.api.JobState;
import io.queuectl.api.QueueName;
import io.queuectl.core.spi.Batch;
import io.queuectl.core.spi.Claim;
import io.queuectl.core.spi.JobEdit;
import io.queuectl.core.spi.JobFilter;
import io.queuectl.core.spi.PageRequest;
import io.queuectl.core.spi.PriorityOrder;
import io.queuectl.core.spi.StateCount;
import io.queuectl.testkit.SettlementDraft;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Whatever was done to the jobs, counts are those of the rows: a store may keep count of what it completes, but not lose it. */
public abstract class CountContract extends StoreScenario {

    private static final QueueName MEDIA = QueueName.of("media");

    @Test
    void everyStateOfEveryQueueIsCounted() {
        for (String queue : List.of("default", "media", "audio")) {
            inEveryState(queue);
        }

        assertThat(store.queries().counts())
                .hasSize(3 * 6)
                .contains(
                        new StateCount(QueueName.DEFAULT, JobState.COMPLETED, 2),
                        new StateCount(MEDIA, JobState.FAILED, 2),
                        new StateCount(MEDIA, JobState.PENDING, 2));
        requireCountsOfRows();
    }

    @Test
    void aJobIsCountedWhereItCompleted() {
        Claim claim = heldJob();
        settle(SettlementDraft.failed(claim, now()));
        store.admin().edit(claim.id(), JobEdit.NOTHING.queue(MEDIA));
        settle(SettlementDraft.completed(claimFrom(MEDIA)));

        assertThat(store.queries().counts()).containsExactly(new StateCount(MEDIA, JobState.COMPLETED, 1));
    }

    @Test
    void aCompletionThatIsSentAgainIsCountedOnce() {
        Claim claim = heldJob();
        Batch batch = batch().settle(List.of(SettlementDraft.completed(claim).build()));
        store.exchange(batch);
        store.exchange(batch.again());
        settle(SettlementDraft.completed(claim));

        assertThat(store.queries().counts()).containsExactly(completed(1));
    }

    @Test
    void aCompletionUnderAStaleTokenIsNotCounted() {
        Claim stale = heldJob();
        settle(SettlementDraft.lost(stale));
        claimOne(joined());
        settle(SettlementDraft.completed(stale));

        assertThat(store.queries().counts()).containsExactly(new StateCount(QueueName.DEFAULT, JobState.PROCESSING, 1));
    }

    @Test
    void ofManyCompletionsInOneBatchThoseAreCountedThatApply() {
        insertAll(job(), job(), job(), job(), job(), job(), job(), job().queue("media"));
        Claimant node = joined();
        List<Claim> claims = claim(node, 10);
        settle(SettlementDraft.completed(claims.get(3)));
        store.exchange(batch().settle(Stream.concat(claims.stream(), Stream.of(claimFrom(MEDIA)))
                .map(claim -> SettlementDraft.completed(claim).build())
                .toList()));

        assertThat(store.queries().counts())
                .containsExactly(completed(7), new StateCount(MEDIA, JobState.COMPLETED, 1));
    }

    @Test
    void aDeletedJobIsCountedNoMore() {
        List<Claim> claims = completedJobs(3);
        store.admin().delete(claims.get(1).id());

        assertThat(store.queries().counts()).containsExactly(completed(2));
        store.admin().delete(claims.get(1).id());
        assertThat(store.queries().counts()).containsExactly(completed(2));
    }

    @Test
    void jobsThatAreClearedAwayAreCountedNoMore() {
        completedJobs(5);
        inEveryState("media");
        inEveryState("default");

        assertThat(deleteAll(JobFilter.in(JobState.COMPLETED).queue(QueueName.DEFAULT), 4))
                .isEqualTo(4);
        requireCountsOfRows();
        assertThat(deleteAll(JobFilter.ANY, 100)).isEqualTo(1 + 10 + 10);
        requireCountsOfRows();
        assertThat(store.queries().counts())
                .containsExactly(
                        new StateCount(QueueName.DEFAULT, JobState.PROCESSING, 1),
                        new StateCount(MEDIA, JobState.PROCESSING, 1));
    }

    @Test
    void countsAreKeptWhenTheStoreIsOpenedAgain() {
        completedJobs(3);
        store.close();

        assertThat(another().queries().counts()).containsExactly(completed(3));
    }

    /** Two jobs in each state, one of them lost before, but one that is held. */
    private void inEveryState(String queue) {
        for (int i = 0; i < 2; i++) {
            settle(SettlementDraft.completed(next(queue)));
            settle(SettlementDraft.dead(next(queue)));
            store.admin().cancel(insert(job().queue(queue).runAt(now().plusSeconds(60))), now());
            Claim claim = next(queue);
            settle(
                    i == 0
                            ? SettlementDraft.lost(claim).runAt(later())
                            : SettlementDraft.released(claim).runAt(later()));
            Claim failed = next(queue);
            settle(SettlementDraft.failed(failed, now()));
            if (i == 0) {
                settle(SettlementDraft.lost(claimFrom(QueueName.of(queue))).runAt(later()));
            } else {
                settle(SettlementDraft.failed(claimFrom(QueueName.of(queue)), later()));
            }
        }
        next(queue);
    }

    private Instant later() {
        return now().plusSeconds(60);
    }

    private Claim next(String queue) {
        insert(job().queue(queue));
        return claimFrom(QueueName.of(queue));
    }

    private Claim claimFrom(QueueName queue) {
        List<Claim> claims =
                claim(joined().wish(queue, 1, 1, PriorityOrder.HIGHEST_FIRST)).claims();
        assertThat(claims).as("the one job that is due").hasSize(1);
        return claims.get(0);
    }

    private List<Claim> completedJobs(int count) {
        List<Claim> claims = Stream.generate(() -> next("default")).limit(count).toList();
        claims.forEach(claim -> settle(SettlementDraft.completed(claim)));
        return claims;
    }

    private static StateCount completed(long count) {
        return new StateCount(QueueName.DEFAULT, JobState.COMPLETED, count);
    }

    private void requireCountsOfRows() {
        Map<QueueName, Map<JobState, Long>> rows = everyJob(PageRequest.Order.OLDEST_FIRST).stream()
                .collect(Collectors.groupingBy(
                        job -> job.queue(),
                        TreeMap::new,
                        Collectors.groupingBy(job -> job.state(), TreeMap::new, Collectors.counting())));
        assertThat(store.queries().counts())
                .isEqualTo(rows.entrySet().stream()
                        .flatMap(queue -> queue.getValue().entrySet().stream()
                                .map(state -> new StateCount(queue.getKey(), state.getKey(), state.getValue())))
                        .toList());
    }
}
