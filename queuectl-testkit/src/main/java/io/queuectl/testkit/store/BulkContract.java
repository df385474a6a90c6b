package io.queuectl.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.queuectl.api.Counters;
import io.queuectl.api.JobId;
import io.queuectl.api.JobState;
import io.queuectl.api.JobView;
import io.queuectl.api.LogLine;
import io.queuectl.api.Payload;
import io.queuectl.api.QueueName;
import io.queuectl.api.Tags;
import io.queuectl.core.spi.Claim;
import io.queuectl.core.spi.ClaimNote;
import io.queuectl.core.spi.ClaimRequest;
import io.queuectl.core.spi.JobEdit;
import io.queuectl.core.spi.JobFilter;
import io.queuectl.core.spi.JobMove;
import io.queuectl.core.spi.Moved;
import io.queuectl.core.spi.PageRequest;
import io.queuectl.core.spi.PriorityOrder;
import io.queuectl.core.spi.Settled;
import io.queuectl.testkit.SettlementDraft;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Jobs by the many: those that are meant are moved, as one by one, and no others. */
public abstract class BulkContract extends StoreScenario {

    private static final JobFilter MEDIA = JobFilter.ANY.queue(QueueName.of("media"));

    @Test
    void jobsAreCountedByWhatIsMeant() {
        finished(heldJob(), SettlementDraft::dead);
        insertAll(
                job().queue("media"),
                job().queue("media").kind("k"),
                job().kind("k").tag("tenant", "acme"));

        assertThat(store.bulk().count(JobFilter.ANY)).isEqualTo(4);
        assertThat(store.bulk().count(MEDIA)).isEqualTo(2);
        assertThat(store.bulk().count(MEDIA.kind("k"))).isEqualTo(1);
        assertThat(store.bulk().count(JobFilter.in(JobState.DEAD))).isEqualTo(1);
        assertThat(store.bulk().count(JobFilter.in(JobState.PENDING, JobState.DEAD)))
                .isEqualTo(4);
        assertThat(store.bulk().count(JobFilter.ANY.tags(Tags.of("tenant", "acme"))))
                .isEqualTo(1);
        assertThat(store.bulk().count(JobFilter.in(JobState.COMPLETED))).isZero();
    }

    @Test
    void numbersJoinWithoutGapOrDouble() {
        for (int i = 0; i < 7; i++) {
            insertAll(job().queue("media"), job());
        }
        List<Long> expected = everyJob(PageRequest.Order.OLDEST_FIRST).stream()
                .filter(MEDIA::accepts)
                .map(JobView::number)
                .toList();

        for (int size = 1; size <= 8; size++) {
            assertThat(numbers(MEDIA, size)).as("pages of %s", size).isEqualTo(expected);
        }
    }

    @Test
    void theTimeOfTheNthFinishCountsFromTheLast() {
        List<Instant> finishes = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            finishes.add(0, finished(heldJob(), SettlementDraft::completed).finishedAt());
            clock.step(Duration.ofMinutes(1));
        }
        finished(heldJob(), SettlementDraft::dead);
        insert(job());

        JobFilter completed = JobFilter.in(JobState.COMPLETED);
        for (int n = 1; n <= 3; n++) {
            assertThat(store.bulk().nthFinish(completed, n)).contains(finishes.get(n - 1));
        }
        assertThat(store.bulk().nthFinish(completed, 4)).isEmpty();
        assertThat(store.bulk().nthFinish(JobFilter.in(JobState.PENDING), 1)).isEmpty();
        assertThat(store.bulk().firstFinish(completed)).contains(finishes.get(2));
        assertThat(store.bulk().firstFinish(JobFilter.in(JobState.PENDING))).isEmpty();
    }

    @Test
    void cancellingWithdrawsWhatWaitsAndMarksWhatRuns() {
        Claim held = heldJob();
        JobId failed = finished(heldJob(), claim -> SettlementDraft.failed(claim, now().plusSeconds(60)))
                .id();
        JobId pending = insert(job());
        JobId completed =
                finished(heldJob(job().priority(9)), SettlementDraft::completed).id();
        clock.step(Duration.ofSeconds(1));

        assertThat(moveAll(JobFilter.ANY, JobMove.CANCEL)).isEqualTo(3);
        assertThat(view(pending).state()).isEqualTo(JobState.CANCELLED);
        assertThat(view(pending).finishedAt()).isEqualTo(now());
        assertThat(stateOf(failed)).isEqualTo(JobState.CANCELLED);
        assertThat(stateOf(completed)).isEqualTo(JobState.COMPLETED);
        assertThat(stateOf(held.id())).isEqualTo(JobState.PROCESSING);
        assertThat(store.nodes().signals(held.token().epoch()).cancels()).containsExactly(held.token());
        assertThat(settle(SettlementDraft.cancelled(held))).isEqualTo(Settled.APPLIED);
    }

    @Test
    void requeuedJobsAreDueNowWithTheirCountersAtZeroAndTheirHistory() {
        Claim claim = heldJob();
        note(new ClaimNote.Log(claim.number(), claim.token(), List.of(new LogLine(now(), LogLine.Stream.ERR, "why"))));
        JobId dead = finished(claim, SettlementDraft::dead).id();
        JobId completed = finished(heldJob(), SettlementDraft::completed).id();
        JobView waiting = view(insert(job().runAt(now().plus(Duration.ofDays(1)))));
        clock.step(Duration.ofHours(1));

        assertThat(moveAll(JobFilter.ANY, JobMove.REQUEUE)).isEqualTo(1);
        JobView view = view(dead);
        assertThat(view.state()).isEqualTo(JobState.PENDING);
        assertThat(view.runAt()).isEqualTo(now());
        assertThat(view.counters()).isEqualTo(Counters.ZERO);
        assertThat(view.finishedAt()).isNull();
        assertThat(store.queries().attempts(dead)).hasSize(1);
        assertThat(store.queries().logs(dead, 0, 10)).hasSize(1);
        assertThat(stateOf(completed)).isEqualTo(JobState.COMPLETED);
        assertThat(view(waiting.id())).isEqualTo(waiting);
        assertThat(claimOne(joined()).id()).isEqualTo(dead);
    }

    @Test
    void aRequeuedJobCarriesTheChangesThatCameWithIt() {
        JobId dead = finished(heldJob(job().payload(Payload.of("bad")).priority(3)), SettlementDraft::dead)
                .id();
        Payload corrected = Payload.of("corrected ".repeat(100));
        JobEdit edit = JobEdit.NOTHING.payload(corrected).queue(QueueName.of("media"));

        assertThat(moveAll(JobFilter.in(JobState.DEAD), new JobMove.Requeue(edit)))
                .isEqualTo(1);
        assertThat(view(dead).queue()).isEqualTo(QueueName.of("media"));
        assertThat(view(dead).priority()).isEqualTo(3);
        assertThat(view(dead).runAt()).isEqualTo(now());
        assertThat(view(dead).payload()).isEqualTo(corrected);
    }

    @Test
    void onlyWhatWaitsIsChanged() {
        JobId pending = insert(job().priority(1));
        JobView dead = finished(heldJob(job().priority(2)), SettlementDraft::dead);
        JobEdit edit = JobEdit.NOTHING.queue(QueueName.of("media")).payload(Payload.of("edited"));

        assertThat(moveAll(JobFilter.ANY, new JobMove.Edit(edit))).isEqualTo(1);
        assertThat(view(pending).queue()).isEqualTo(QueueName.of("media"));
        assertThat(view(pending).payload()).isEqualTo(Payload.of("edited"));
        assertThat(view(pending).priority()).isEqualTo(1);
        assertThat(view(dead.id())).isEqualTo(dead);
    }

    @Test
    void deletingLeavesWhatANodeHolds() {
        Claim held = heldJob();
        JobId dead = finished(heldJob(), SettlementDraft::dead).id();
        insert(job());

        assertThat(moveAll(JobFilter.ANY, JobMove.DELETE)).isEqualTo(2);
        assertThat(store.queries().attempts(dead)).isEmpty();
        assertThat(listedIds(everyJob(PageRequest.Order.OLDEST_FIRST)))
                .containsExactly(held.id().text());
        assertThat(settle(SettlementDraft.completed(held))).isEqualTo(Settled.APPLIED);
    }

    @Test
    void whatIsMeantNoMoreWhenItsTurnComesIsLeftAlone() {
        JobId requeued = finished(heldJob(), SettlementDraft::dead).id();
        JobId edited = finished(heldJob(), SettlementDraft::dead).id();
        JobId dead = finished(heldJob(), SettlementDraft::dead).id();
        JobFilter meant = JobFilter.in(JobState.DEAD).queue(QueueName.DEFAULT);
        List<Long> found = store.bulk().numbers(meant, 0, 10);
        store.admin().requeue(requeued, now());
        store.admin().requeue(edited, now());
        store.admin().edit(edited, JobEdit.NOTHING.queue(QueueName.of("media")));
        ClaimRequest media = joined().wish(QueueName.of("media"), 1, 1, PriorityOrder.HIGHEST_FIRST);
        finished(claim(media).claims().get(0), SettlementDraft::dead);

        assertThat(move(found, meant, JobMove.DELETE)).isEqualTo(1);
        assertThat(store.queries().find(dead)).isEmpty();
        assertThat(stateOf(requeued)).isEqualTo(JobState.PENDING);
        assertThat(stateOf(edited)).isEqualTo(JobState.DEAD);
    }

    @Test
    void onlyThoseWhoseNumbersAreGivenAreMoved() {
        JobId first = insert(job());
        JobId second = insert(job());
        long missing = view(second).number() + 1_000;

        assertThat(move(List.of(view(second).number(), missing), JobFilter.ANY, JobMove.CANCEL))
                .isEqualTo(1);
        assertThat(stateOf(first)).isEqualTo(JobState.PENDING);
        assertThat(stateOf(second)).isEqualTo(JobState.CANCELLED);
        assertThat(move(List.of(), JobFilter.ANY, JobMove.CANCEL)).isZero();
    }

    @Test
    void jobsAreMovedByTheirTags() {
        insertAll(job("a").tag("tenant", "acme"), job("b").tag("tenant", "other"), job("c"));

        assertThat(moveAll(JobFilter.ANY.tags(Tags.of("tenant", "acme")), JobMove.CANCEL))
                .isEqualTo(1);
        assertThat(Stream.of("a", "b", "c").map(id -> stateOf(JobId.of(id))))
                .containsExactly(JobState.CANCELLED, JobState.PENDING, JobState.PENDING);
    }

    private int moveAll(JobFilter filter, JobMove move) {
        return move(store.bulk().numbers(filter, 0, 100), filter, move);
    }

    private int move(List<Long> numbers, JobFilter filter, JobMove move) {
        Moved moved = store.bulk().moveAll(numbers, filter, move, now());
        assertThat(moved.held()).isGreaterThanOrEqualTo(Duration.ZERO);
        return moved.jobs();
    }

    private List<Long> numbers(JobFilter filter, int pageSize) {
        List<Long> all = new ArrayList<>();
        List<Long> page = store.bulk().numbers(filter, 0, pageSize);
        while (!page.isEmpty()) {
            long last = page.get(page.size() - 1);
            assertThat(page).hasSizeLessThanOrEqualTo(pageSize);
            all.addAll(page);
            page = store.bulk().numbers(filter, last, pageSize);
            assertThat(page).allMatch(number -> number > last, "comes after " + last);
        }
        return all;
    }

    private JobView finished(Claim claim, Function<Claim, SettlementDraft> end) {
        settle(end.apply(claim));
        return view(claim.id());
    }
}
