package io.queuectl.core;

import static io.queuectl.core.WorkBench.KIND;
import static io.queuectl.core.WorkBench.job;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;
import static org.awaitility.Awaitility.await;

import io.queuectl.api.AttemptEnd;
import io.queuectl.api.DuplicateJobException;
import io.queuectl.api.JobId;
import io.queuectl.api.JobState;
import io.queuectl.api.JobType;
import io.queuectl.api.QueueName;
import io.queuectl.api.StoreException;
import io.queuectl.core.spi.JobMetrics;
import io.queuectl.core.spi.Metric;
import io.queuectl.core.spi.MetricTags;
import io.queuectl.core.spi.MetricTags.Operation;
import io.queuectl.core.spi.Outcome;
import io.queuectl.testkit.Fault;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is counted and timed, and under which names; and that a sink for it harms no job. */
class MetricsTest {

    private record Measured(Metric metric, Object value, MetricTags tags) {}

    private final List<Measured> measured = new CopyOnWriteArrayList<>();
    private final WorkBench bench = new WorkBench();
    private final JobMetrics metrics = new JobMetrics() {
        @Override
        public void count(Metric metric, long times, MetricTags tags) {
            measured.add(new Measured(metric, times, tags));
        }

        @Override
        public void time(Metric metric, Duration took, MetricTags tags) {
            measured.add(new Measured(metric, took, tags));
        }
    };

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void aJobIsCountedFromItsEnqueueToItsEnd() {
        QueueCtl queue = bench.open(bench.builder()
                .metrics(metrics)
                .executor(
                        KIND,
                        (claim, context) -> {
                            bench.ticker.step(Duration.ofSeconds(2));
                            return Outcome.completed();
                        },
                        options -> {}));
        JobId id = queue.enqueue(job());
        bench.clock.step(Duration.ofSeconds(7));
        queue.start(workers -> workers.queue("default", 1));
        bench.awaitState(id, JobState.COMPLETED);
        await().until(() -> !of(Metric.SETTLED).isEmpty());

        assertThat(of(Metric.SENT)).containsExactly(new Measured(Metric.SENT, 1L, tags(Operation.ENQUEUE, null)));
        assertThat(of(Metric.OPERATION)).extracting(Measured::tags).containsExactly(tags(Operation.ENQUEUE, null));
        assertThat(of(Metric.CONSUMED)).containsExactly(new Measured(Metric.CONSUMED, 1L, tags(Operation.CLAIM, null)));
        assertThat(of(Metric.START_DELAY))
                .containsExactly(new Measured(Metric.START_DELAY, Duration.ofSeconds(7), tags(Operation.CLAIM, null)));
        assertThat(of(Metric.PROCESS))
                .containsExactly(new Measured(Metric.PROCESS, Duration.ofSeconds(2), tags(Operation.PROCESS, null)));
        assertThat(of(Metric.SETTLED))
                .containsExactly(
                        new Measured(Metric.SETTLED, 1L, ended(null, AttemptEnd.COMPLETED, JobState.COMPLETED)));
        assertThat(of(Metric.EXCHANGE)).hasSizeGreaterThanOrEqualTo(3);
    }

    @Test
    void whatFailsIsMeasuredWithItsError() {
        QueueCtl queue = bench.working(
                1,
                bench.builder()
                        .metrics(metrics)
                        .maxAttempts(1)
                        .executor(
                                KIND,
                                (claim, context) -> {
                                    throw new IllegalStateException("planted");
                                },
                                options -> {}));
        bench.awaitState(queue.enqueue(job().id("taken")), JobState.DEAD);
        await().until(() -> !of(Metric.SETTLED).isEmpty());
        assertThatThrownBy(() -> queue.enqueue(job().id("taken"))).isInstanceOf(DuplicateJobException.class);

        String error = IllegalStateException.class.getName();
        assertThat(of(Metric.PROCESS)).extracting(Measured::tags).containsExactly(tags(Operation.PROCESS, error));
        assertThat(of(Metric.SETTLED))
                .extracting(Measured::tags)
                .containsExactly(ended(error, AttemptEnd.FAILED, JobState.DEAD));
        // A taken id is an answer of the store's and no error of its.
        assertThat(of(Metric.SENT)).hasSize(2);
    }

    @Test
    void anEnqueueThatTheStoreRefusesIsMeasuredWithItsError() {
        QueueCtl queue = bench.open(bench.builder(verb -> Fault.FAILS_BEFORE)
                .lease(Duration.ofSeconds(1))
                .metrics(metrics));
        assertThatThrownBy(() -> queue.enqueue(job())).isInstanceOf(StoreException.class);

        assertThat(of(Metric.OPERATION))
                .extracting(Measured::tags)
                .containsExactly(tags(Operation.ENQUEUE, StoreException.class.getName()));
    }

    @Test
    void jobsThatAreEnqueuedTogetherAreCountedByQueueAndKindAndTimedOnce() {
        QueueCtl queue = bench.open(bench.builder().metrics(metrics));
        queue.enqueueAll(List.of(
                job(), job(), job().queue("media"), JobType.text("other").of("")));

        assertThat(of(Metric.SENT))
                .extracting(
                        Measured::value,
                        measured -> measured.tags().queue().text(),
                        measured -> measured.tags().kind())
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple(2L, "default", KIND),
                        org.assertj.core.groups.Tuple.tuple(1L, "media", KIND),
                        org.assertj.core.groups.Tuple.tuple(1L, "default", "other"));
        assertThat(of(Metric.OPERATION))
                .extracting(Measured::tags)
                .containsExactly(new MetricTags(null, null, Operation.ENQUEUE, null, null, null));
    }

    @Test
    void aSinkThatThrowsHarmsNoJob() {
        AtomicBoolean asked = new AtomicBoolean();
        JobMetrics broken = new JobMetrics() {
            @Override
            public void count(Metric metric, long times, MetricTags tags) {
                asked.set(true);
                throw new IllegalStateException("planted");
            }

            @Override
            public void time(Metric metric, Duration took, MetricTags tags) {
                throw new StackOverflowError("planted");
            }
        };
        QueueCtl queue = bench.working(
                1,
                bench.builder().metrics(broken).executor(KIND, (claim, context) -> Outcome.completed(), options -> {}));

        assertThat(bench.awaitState(queue.enqueue(job()), JobState.COMPLETED)
                        .counters()
                        .attempts())
                .isEqualTo(1);
        assertThat(asked).isTrue();
    }

    @Test
    void attributesBearTheNamesOfTheConventions() {
        assertThat(ended("timeout", AttemptEnd.TIMED_OUT, JobState.FAILED).attributes())
                .containsExactly(
                        entry("messaging.system", "queuectl"),
                        entry("messaging.destination.name", "default"),
                        entry("messaging.operation.name", "settle"),
                        entry("messaging.operation.type", "settle"),
                        entry("error.type", "timeout"),
                        entry("queuectl.job.kind", KIND),
                        entry("queuectl.attempt.end", "timed_out"),
                        entry("queuectl.job.state", "failed"));
        assertThat(MetricTags.NONE.attributes()).containsExactly(entry("messaging.system", "queuectl"));
        assertThat(Metric.values()).extracting(Metric::text).doesNotHaveDuplicates();
    }

    private List<Measured> of(Metric metric) {
        return measured.stream().filter(one -> one.metric() == metric).toList();
    }

    private static MetricTags tags(Operation operation, String error) {
        return new MetricTags(QueueName.DEFAULT, KIND, operation, error, null, null);
    }

    private static MetricTags ended(String error, AttemptEnd end, JobState state) {
        return new MetricTags(QueueName.DEFAULT, KIND, Operation.SETTLE, error, end, state);
    }
}
