package io.queuectl.core;

import static io.queuectl.core.WorkBench.KIND;
import static io.queuectl.core.WorkBench.job;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.queuectl.api.JobHandler;
import io.queuectl.api.JobId;
import io.queuectl.api.JobListener;
import io.queuectl.api.JobRequest;
import io.queuectl.api.JobState;
import io.queuectl.api.JobType;
import io.queuectl.core.spi.Outcome;
import io.queuectl.core.spi.StopMode;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the library says to a call that cannot be meant: the offending value, by name, and at once. */
@NullUnmarked
class MisuseTest {

    private static final JobType<String> TYPE = JobType.text(KIND);

    private final WorkBench bench = new WorkBench();

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void nullIsNamed() {
        QueueCtl queue = bench.open(bench.builder());
        JobRequest missing = null;
        JobHandler<String> noHandler = null;
        JobListener noListener = null;

        argument(() -> queue.enqueue(missing), "job request is null");
        argument(() -> queue.enqueueAll(Arrays.asList(job(), null)), "job request is null");
        argument(() -> bench.builder().handle(TYPE, noHandler), "handler of kind test is null");
        argument(() -> bench.builder().listener(noListener), "listener is null");
        argument(() -> bench.builder().store(null), "store is null");
        argument(() -> JobRequest.of(KIND, null), "payload is null");
        argument(() -> JobRequest.of(null, null), "job kind is null");
        argument(() -> JobId.of(null), "job id is null");
        argument(() -> job().queue(null), "queue name is null");
    }

    @Test
    void aDurationOutOfItsRangeIsNamed() {
        QueueCtl queue = bench.open(bench.builder());
        Duration negative = Duration.ofSeconds(-1);

        argument(() -> job().delay(negative), "delay PT-1S");
        argument(() -> job().timeout(negative), "timeout PT-1S");
        argument(() -> queue.await(JobId.of("1"), negative), "PT-1S");
        argument(() -> bench.builder().lease(negative).build(), "lease PT-1S");
        argument(() -> bench.builder().pollInterval(negative).build(), "poll interval PT-1S");
        argument(() -> bench.builder().grace(negative).build(), "grace PT-1S");
        argument(() -> bench.builder().retention(JobState.DEAD, negative), "retention PT-1S");
        argument(() -> bench.builder().retention(JobState.PENDING, Duration.ZERO), "state pending");
        argument(() -> queue.enqueue(job().backoff("sometimes")), "sometimes");
    }

    @Test
    void oneTypeHasOneHandler() {
        argument(
                () -> bench.builder().handle(TYPE, (value, context) -> {}).handle(TYPE, (value, context) -> {}),
                "kind test has a handler already");
    }

    @Test
    void aQueueIsStartedOnceAndNotAfterItWasClosed() {
        QueueCtl queue = bench.working(1, (claim, context) -> Outcome.completed());
        state(() -> queue.start(workers -> workers.everyQueue(1)), "started before");
        queue.close();
        queue.close();
        state(() -> queue.start(workers -> workers.everyQueue(1)), "closed");
        state(() -> queue.enqueue(job()), "closed");
        state(() -> queue.enqueueAll(List.of()), "closed");
        state(() -> queue.find(JobId.of("1")), "closed");
        state(() -> queue.await(JobId.of("1"), Duration.ZERO), "closed");
        state(() -> queue.cancel(JobId.of("1")), "closed");
        state(() -> queue.requeue(JobId.of("1")), "closed");
        assertThatCode(() -> queue.requestStop(StopMode.NOW)).doesNotThrowAnyException();
    }

    @Test
    void aQueueNeedsAStoreAndWorkersAQueue() {
        state(() -> QueueCtl.builder().build(), "needs a store");
        argument(() -> bench.open(bench.builder()).start(workers -> {}), "no queue to work on");
        argument(() -> bench.open(bench.builder()).start(workers -> workers.queue("default", 0)), "0 slots");
        argument(() -> bench.open(bench.builder()).start(workers -> workers.queue("no name", 1)), "no name");
    }

    private static void argument(ThrowingCallable call, String message) {
        assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class).hasMessageContaining(message);
    }

    private static void state(ThrowingCallable call, String message) {
        assertThatThrownBy(call).isInstanceOf(IllegalStateException.class).hasMessageContaining(message);
    }
}
