package io.queuectl.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.queuectl.api.Counters;
import io.queuectl.api.JobId;
import io.queuectl.api.JobNotFoundException;
import io.queuectl.api.JobRequest;
import io.queuectl.api.JobState;
import io.queuectl.api.JobStateException;
import io.queuectl.api.Payload;
import io.queuectl.api.QueueName;
import io.queuectl.core.spi.JobEdit;
import io.queuectl.core.spi.JobFilter;
import io.queuectl.core.spi.JobMove;
import io.queuectl.core.spi.Outcome;
import io.queuectl.testkit.Fault;
import io.queuectl.testkit.Faults;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Jobs that are moved by the many, and dead ones that are put back changed. */
class JobsTest {

    private static final Payload BAD = Payload.of("bad");

    private final WorkBench bench = new WorkBench();

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void everyJobThatMatchesIsMovedInTransactionsOfAThousandAtMost() {
        AtomicInteger transactions = new AtomicInteger();
        Faults counted = verb -> {
            transactions.addAndGet(verb.equals("moveAll") ? 1 : 0);
            return Fault.NONE;
        };
        QueueCtl queue = bench.open(bench.builder(counted));
        queue.enqueueAll(Collections.nCopies(3_000, WorkBench.job()));
        queue.enqueue(WorkBench.job().queue("other"));
        List<Long> progress = new ArrayList<>();
        JobFilter filter = JobFilter.ANY.queue(QueueName.DEFAULT);

        assertThat(queue.jobs().count(filter)).isEqualTo(3_000);
        assertThat(queue.jobs().moveAll(filter, JobMove.CANCEL, progress::add)).isEqualTo(3_000);
        assertThat(transactions).hasValueBetween(4, 20);
        assertThat(progress).hasSize(transactions.get()).isSorted().endsWith(3_000L);
        assertThat(bench.count(JobState.CANCELLED)).isEqualTo(3_000);
        assertThat(bench.count(JobState.PENDING)).isEqualTo(1);
    }

    @Test
    void whatIsEnqueuedMeanwhileIsNotMeant() {
        QueueCtl queue = bench.open(bench.builder());
        queue.enqueueAll(Collections.nCopies(100, WorkBench.job()));

        assertThat(queue.jobs().moveAll(JobFilter.ANY, JobMove.DELETE, moved -> queue.enqueue(WorkBench.job())))
                .isEqualTo(100);
        assertThat(queue.jobs().count(JobFilter.ANY)).isPositive();
    }

    @Test
    void onlyThoseAreCountedThatItCanBeDoneTo() {
        QueueCtl queue = bench.open(bench.builder());
        queue.enqueueAll(Collections.nCopies(3, WorkBench.job()));
        queue.cancel(queue.enqueue(WorkBench.job()));

        assertThat(queue.jobs().count(JobFilter.ANY, JobMove.REQUEUE)).isEqualTo(1);
        assertThat(queue.jobs().count(JobFilter.in(JobState.PENDING), JobMove.REQUEUE))
                .isZero();
        assertThat(queue.jobs().requeueAll(JobFilter.in(JobState.PENDING))).isZero();
        assertThat(queue.jobs().count(JobFilter.ANY, JobMove.CANCEL)).isEqualTo(3);
        assertThat(queue.jobs().count(JobFilter.ANY, JobMove.DELETE)).isEqualTo(4);
    }

    @Test
    void waitingJobsAreChangedTogether() {
        QueueCtl queue = bench.open(bench.builder());
        List<JobId> ids = queue.enqueueAll(Collections.nCopies(3, WorkBench.job()));

        assertThat(queue.jobs().editAll(JobFilter.ANY, JobEdit.NOTHING.priority(7)))
                .isEqualTo(3);
        assertThat(ids).allMatch(id -> bench.view(id).priority() == 7);
        queue.jobs().edit(ids.get(0), JobEdit.NOTHING.priority(8));
        assertThat(bench.view(ids.get(0)).priority()).isEqualTo(8);
        queue.jobs().delete(ids.get(0));
        assertThat(queue.find(ids.get(0))).isEmpty();
        assertThatThrownBy(() -> queue.jobs().delete(ids.get(0))).isInstanceOf(JobNotFoundException.class);
    }

    @Test
    void deadJobsAreDrivenThroughAgainAndKeepTheirHistory() {
        QueueCtl queue = bench.working(
                2,
                (claim, context) ->
                        claim.payload().equals(BAD) ? Outcome.failed("test", "bad payload") : Outcome.completed());
        List<JobId> ids = queue.enqueueAll(Collections.nCopies(5, bad()));
        ids.forEach(id -> bench.awaitState(id, JobState.DEAD));

        assertThat(queue.jobs().requeueAll(JobFilter.in(JobState.DEAD), JobEdit.NOTHING.payload(Payload.of("good"))))
                .isEqualTo(5);
        for (JobId id : ids) {
            assertThat(bench.awaitState(id, JobState.COMPLETED).counters()).isEqualTo(new Counters(1, 0, 0));
            assertThat(bench.data.queries().attempts(id)).hasSize(2);
        }
    }

    @Test
    void aDeadJobIsPutBackWithAnotherPayloadAndNoWorkerSeesTheOldOne() {
        List<String> seen = new CopyOnWriteArrayList<>();
        QueueCtl queue = bench.working(1, (claim, context) -> {
            seen.add(claim.payload().text());
            return claim.payload().equals(BAD) ? Outcome.discarded("bad") : Outcome.completed();
        });
        JobId id = queue.enqueue(bad());
        bench.awaitState(id, JobState.DEAD);

        queue.jobs().redrive(id, Payload.of("good"));
        bench.awaitState(id, JobState.COMPLETED);
        assertThat(seen).containsExactly("bad", "good");
        assertThatThrownBy(() -> queue.jobs().redrive(id, BAD))
                .isInstanceOf(JobStateException.class)
                .hasMessageContaining("completed");
        assertThatThrownBy(() -> queue.jobs().redrive(JobId.of("nobody"), BAD))
                .isInstanceOf(JobNotFoundException.class);
    }

    @Test
    void aClosedQueueMovesNothing() {
        QueueCtl queue = bench.open(bench.builder());
        queue.close();

        assertThatThrownBy(queue::jobs).isInstanceOf(IllegalStateException.class);
    }

    private static JobRequest bad() {
        return JobRequest.of(WorkBench.KIND, BAD).maxAttempts(1);
    }
}
