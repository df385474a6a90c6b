package io.queuectl.core;

import static io.queuectl.core.WorkBench.KIND;
import static io.queuectl.core.WorkBench.job;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.queuectl.api.Enqueued;
import io.queuectl.api.Flow;
import io.queuectl.api.IfFailed;
import io.queuectl.api.JobHandler;
import io.queuectl.api.JobId;
import io.queuectl.api.JobNotFoundException;
import io.queuectl.api.JobState;
import io.queuectl.api.JobType;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Jobs that wait for each other, through the engine. */
class FlowTest {

    private static final JobType<String> TYPE = JobType.text(KIND);

    private final WorkBench bench = new WorkBench();
    private final Queue<String> ran = new ConcurrentLinkedQueue<>();

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void aChainRunsInItsOrderWithoutWaitingForAPoll() {
        QueueCtl queue = working((text, context) -> ran.add(text));
        Flow flow = new Flow();
        Flow.Step last = flow.add(TYPE.of("0"));
        for (int i = 1; i < 20; i++) {
            last = flow.add(TYPE.of(Integer.toString(i))).after(last);
        }

        List<JobId> ids = queue.enqueue(flow);

        bench.awaitState(ids.get(19), JobState.COMPLETED);
        assertThat(ran)
                .containsExactlyElementsOf(
                        IntStream.range(0, 20).mapToObj(Integer::toString).toList());
    }

    @Test
    void aFlowTellsWhatItFoundFromWhatItAdded() {
        QueueCtl queue = bench.open(bench.builder());
        JobId held = queue.enqueue(job().uniqueKey("k"));
        Flow flow = new Flow();
        Flow.Step first = flow.add(job().uniqueKey("k"));
        flow.add(job()).after(first);

        List<Enqueued> all = queue.enqueueOrFind(flow);

        assertThat(all.get(0)).isEqualTo(new Enqueued(held, false));
        assertThat(all.get(1).added()).isTrue();
    }

    @Test
    void whatFollowsABatchRunsOnceAllOfItIsDone() {
        QueueCtl queue = working((text, context) -> ran.add(text));
        Flow flow = new Flow();
        flow.addAll(IntStream.range(0, 50).mapToObj(i -> TYPE.of("part")).toList());
        flow.whenCompleted(TYPE.of("all"));

        List<JobId> ids = queue.enqueue(flow);

        bench.awaitState(ids.get(50), JobState.COMPLETED);
        assertThat(ran).hasSize(51).endsWith("all");
    }

    @Test
    void whatFollowsASuccessIsCancelledAndWhatFollowsTheEndRunsWhereAPartIsDead() {
        QueueCtl queue = working((text, context) -> {
            if (text.equals("bad")) {
                context.discard("spoilt");
            } else {
                ran.add(text);
            }
        });
        Flow flow = new Flow();
        flow.add(TYPE.of("good"));
        flow.add(TYPE.of("bad"));
        Flow.Step success = flow.whenCompleted(TYPE.of("success"));
        Flow.Step end = flow.whenEnded(TYPE.of("end"));

        List<JobId> ids = queue.enqueue(flow);

        bench.awaitState(ids.get(flow.steps().indexOf(end)), JobState.COMPLETED);
        assertThat(bench.view(ids.get(flow.steps().indexOf(success))).state()).isEqualTo(JobState.CANCELLED);
        assertThat(ran).containsExactlyInAnyOrder("good", "end");
    }

    @Test
    void aCancelledParentLetsGoOfItsChildAtOnce() {
        QueueCtl queue = working((text, context) -> ran.add(text));
        JobId parent = queue.enqueue(TYPE.of("parent").delay(WorkBench.BACKOFF));
        JobId child = queue.enqueue(TYPE.of("child").after(IfFailed.CONTINUE, parent));

        queue.cancel(parent);

        bench.awaitState(child, JobState.COMPLETED);
        assertThat(ran).containsExactly("child");
    }

    @Test
    void aJobThatIsNotThereCannotBeWaitedFor() {
        QueueCtl queue = working((text, context) -> ran.add(text));

        assertThatExceptionOfType(JobNotFoundException.class)
                .isThrownBy(() -> queue.enqueueAll(List.of(job(), job().after(JobId.of("nobody")))))
                .withMessageContaining("nobody");
        assertThat(bench.data.queries().counts()).isEmpty();
    }

    @Test
    void circlesAreRefused() {
        QueueCtl queue = working((text, context) -> ran.add(text));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> queue.enqueue(job().id("a").after(JobId.of("a"))))
                .withMessageContaining("job a waits for job a");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> queue.enqueueAll(List.of(
                        job().id("a").after(JobId.of("c")),
                        job().id("b").after(JobId.of("a")),
                        job().id("c").after(JobId.of("b")))))
                .withMessageContaining("waits for it");
    }

    @Test
    void stepsWaitForEarlierStepsOfTheirOwnFlowOnly() {
        Flow flow = new Flow();
        Flow.Step first = flow.add(job());
        Flow.Step second = flow.add(job()).after(first);

        assertThatIllegalArgumentException().isThrownBy(() -> first.after(second));
        assertThatIllegalArgumentException().isThrownBy(() -> second.after(first));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Flow().add(job()).after(first));
    }

    private QueueCtl working(JobHandler<String> handler) {
        return bench.working(2, bench.builder().handle(TYPE, handler, options -> {}));
    }
}
