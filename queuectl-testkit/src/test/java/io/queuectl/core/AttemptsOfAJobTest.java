package io.queuectl.core;

import static io.queuectl.core.WorkBench.KIND;
import static io.queuectl.core.WorkBench.job;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.queuectl.api.Attempt;
import io.queuectl.api.AttemptEnd;
import io.queuectl.api.Counters;
import io.queuectl.api.JobEvent;
import io.queuectl.api.JobId;
import io.queuectl.api.JobState;
import io.queuectl.api.JobType;
import io.queuectl.api.JobView;
import io.queuectl.api.Payload;
import io.queuectl.api.PayloadCodec;
import io.queuectl.core.backoff.Backoff;
import io.queuectl.core.spi.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of a job that runs here: completion, failure, retry, time limits and cancels. */
class AttemptsOfAJobTest {

    private final WorkBench bench = new WorkBench();

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void aJobIsDoneAndItsListenerTold() throws InterruptedException {
        QueueCtl queue = bench.working(2, (claim, context) -> Outcome.completed());
        JobId id = queue.enqueue(job());

        assertThat(queue.await(id, Duration.ofSeconds(20)))
                .get()
                .extracting(JobView::state, JobView::counters)
                .containsExactly(JobState.COMPLETED, new Counters(1, 0, 0));
        await().until(() -> bench.events.size() == 2);
        assertThat(bench.events.get(0)).isInstanceOf(JobEvent.Started.class);
        assertThat(bench.events(JobEvent.Settled.class))
                .extracting(JobEvent.Settled::to)
                .containsExactly(JobState.COMPLETED);
    }

    @Test
    void aFailingJobIsTriedAgainAfterItsBackoffAndDiesAtItsLastAttempt() {
        AtomicInteger runs = new AtomicInteger();
        QueueCtl queue = bench.working(1, (claim, context) -> {
            throw new IllegalStateException("run " + runs.incrementAndGet());
        });
        JobId id = queue.enqueue(job().maxAttempts(3));

        for (int run = 1; run < 3; run++) {
            JobView failed = awaitRuns(id, run);
            assertThat(failed.state()).isEqualTo(JobState.FAILED);
            assertThat(failed.runAt()).isEqualTo(bench.clock.instant().plus(WorkBench.BACKOFF));
            bench.clock.step(WorkBench.BACKOFF);
        }
        JobView dead = bench.awaitState(id, JobState.DEAD);
        assertThat(dead.counters()).isEqualTo(new Counters(3, 0, 0));
        assertThat(dead.error()).isEqualTo("run 3");
        assertThat(bench.data.queries().attempts(id))
                .extracting(Attempt::end)
                .containsExactly(AttemptEnd.FAILED, AttemptEnd.FAILED, AttemptEnd.FAILED);
    }

    @Test
    void aJobsOwnLimitsComeBeforeItsHandlersAndTheseBeforeTheEngines() {
        QueueCtl queue = bench.open(bench.builder()
                .maxAttempts(1)
                .executor(
                        "limited",
                        AttemptsOfAJobTest::fail,
                        options -> options.maxAttempts(2).backoff(Backoff.fixed(Duration.ofHours(2))))
                .executor(KIND, AttemptsOfAJobTest::fail, options -> {}));
        JobId engines = queue.enqueue(job());
        JobId handlers = queue.enqueue(JobType.text("limited").of(""));
        JobId own =
                queue.enqueue(JobType.text("limited").of("").maxAttempts(3).backoff("fixed(delay=PT3H,jitter=none)"));
        queue.start(workers -> workers.queue("default", 1));

        bench.awaitState(engines, JobState.DEAD);
        assertThat(bench.awaitState(handlers, JobState.FAILED).runAt())
                .isEqualTo(bench.clock.instant().plus(Duration.ofHours(2)));
        assertThat(bench.awaitState(own, JobState.FAILED).runAt())
                .isEqualTo(bench.clock.instant().plus(Duration.ofHours(3)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"assertion", "stack", "memory", "mute"})
    void whateverAHandlerThrowsFailsItsOwnJobOnly(String what) {
        QueueCtl queue = bench.working(1, (claim, context) -> {
            switch (claim.payload().text()) {
                case "assertion" -> throw new AssertionError("line one\n  line two \0");
                case "stack" -> overflow(0);
                case "memory" -> throw new OutOfMemoryError("planted");
                case "mute" -> throw new Mute();
                default -> {}
            }
            return Outcome.completed();
        });
        JobId bad = queue.enqueue(JobType.text(KIND).of(what).maxAttempts(1));
        JobId good = queue.enqueue(job());

        JobView dead = bench.awaitState(bad, JobState.DEAD);
        bench.awaitState(good, JobState.COMPLETED);
        assertThat(dead.error()).isNotBlank().doesNotContain("\n", "\0");
        assertThat(dead.payload().text()).isEqualTo(what);
    }

    @Test
    void aPayloadThatCannotBeReadFailsItsJobAndStaysAsItIs() {
        JobType<String> type = JobType.of(KIND, PayloadCodec.of(Payload::of, payload -> {
            throw new StackOverflowError();
        }));
        QueueCtl queue = bench.working(1, bench.builder().maxAttempts(1).handle(type, (value, context) -> {}));

        JobView dead = bench.awaitState(queue.enqueue(type.of("kept")), JobState.DEAD);
        assertThat(dead.payload().text()).isEqualTo("kept");
    }

    @Test
    void anExecutorThatAnswersNothingFailsItsJob() {
        QueueCtl queue = bench.working(1, (claim, context) -> null);

        assertThat(bench.awaitState(queue.enqueue(job().maxAttempts(1)), JobState.DEAD)
                        .error())
                .contains("answered null");
    }

    @Test
    void aKindWithoutHandlerFailsAndTheWorkerGoesOn() {
        QueueCtl queue = bench.working(1, (claim, context) -> Outcome.completed());
        JobId unknown = queue.enqueue(JobType.text("unknown").of("").maxAttempts(1));
        JobId known = queue.enqueue(job());

        assertThat(bench.awaitState(unknown, JobState.DEAD).error())
                .isEqualTo("no handler for kind unknown on this node");
        bench.awaitState(known, JobState.COMPLETED);
    }

    @Test
    void aBackoffPolicyThatThrowsDoesNotKeepAJobFromItsRetry() {
        QueueCtl queue = bench.working(
                1,
                bench.builder()
                        .executor(
                                KIND,
                                AttemptsOfAJobTest::fail,
                                options -> options.backoff((attempt, random) -> {
                                    throw new ArithmeticException("planted");
                                })));

        assertThat(bench.awaitState(queue.enqueue(job()), JobState.FAILED).runAt())
                .isBetween(bench.clock.instant(), bench.clock.instant().plusSeconds(1));
    }

    @Test
    void aTimeoutInterruptsAndCountsAsFailed() {
        CountDownLatch started = new CountDownLatch(1);
        AtomicBoolean interrupted = new AtomicBoolean();
        QueueCtl queue = bench.working(1, (claim, context) -> {
            started.countDown();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException stop) {
                interrupted.set(context.isCancelled());
            }
            return Outcome.completed();
        });
        JobId id = queue.enqueue(job().maxAttempts(1).timeout(Duration.ofMinutes(1)));
        awaitLatch(started);
        for (int i = 0; i < 6; i++) {
            bench.ticker.step(Duration.ofSeconds(10));
            awaitRenewal();
        }

        JobView dead = bench.awaitState(id, JobState.DEAD);
        assertThat(dead.error()).isEqualTo("timeout after 1m");
        assertThat(interrupted).isTrue();
        assertThat(bench.data.queries().attempts(id)).extracting(Attempt::end).containsExactly(AttemptEnd.TIMED_OUT);
    }

    @Test
    void theInterruptOfOneAttemptNeverReachesTheNext() {
        AtomicInteger stray = new AtomicInteger();
        QueueCtl queue = bench.working(1, (claim, context) -> {
            if (Thread.currentThread().isInterrupted()) {
                stray.incrementAndGet();
            }
            Thread.currentThread().interrupt();
            return Outcome.completed();
        });
        List<JobId> ids = queue.enqueueAll(List.of(job(), job(), job(), job()));

        ids.forEach(id -> bench.awaitState(id, JobState.COMPLETED));
        assertThat(stray).hasValue(0);
    }

    @Test
    void anExtensionPutsTheTimeoutOff() {
        CountDownLatch extended = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        AtomicReference<Throwable> refused = new AtomicReference<>();
        QueueCtl queue = bench.working(1, (claim, context) -> {
            try {
                context.extend(Duration.ZERO);
            } catch (IllegalArgumentException expected) {
                refused.set(expected);
            }
            context.extend(Duration.ofHours(1));
            extended.countDown();
            goOn.await();
            return Outcome.completed();
        });
        JobId id = queue.enqueue(job().timeout(Duration.ofSeconds(5)));
        awaitLatch(extended);
        bench.ticker.step(Duration.ofSeconds(6));
        awaitLooks();
        goOn.countDown();

        assertThat(bench.awaitState(id, JobState.COMPLETED).counters().attempts())
                .isEqualTo(1);
        assertThat(refused.get()).hasMessageContaining("PT0S");
    }

    @Test
    void aRunningJobIsCancelled() {
        CountDownLatch started = new CountDownLatch(1);
        QueueCtl queue = bench.working(1, (claim, context) -> {
            started.countDown();
            new CountDownLatch(1).await();
            return Outcome.completed();
        });
        JobId id = queue.enqueue(job());
        awaitLatch(started);
        queue.cancel(id);

        assertThat(bench.awaitState(id, JobState.CANCELLED).cancelRequested()).isFalse();
    }

    @Test
    void aJobThatWaitsIsCancelledAtOnceAndNeverRuns() {
        AtomicInteger runs = new AtomicInteger();
        QueueCtl queue = bench.open(bench.builder()
                .executor(
                        KIND,
                        (claim, context) -> {
                            runs.incrementAndGet();
                            return Outcome.completed();
                        },
                        options -> {}));
        JobId id = queue.enqueue(job());
        queue.cancel(id);
        queue.start(workers -> workers.queue("default", 1));
        bench.awaitState(queue.enqueue(job()), JobState.COMPLETED);

        assertThat(bench.view(id).state()).isEqualTo(JobState.CANCELLED);
        assertThat(runs).hasValue(1);
    }

    @Test
    void whatAHandlerLogsIsKeptThoughTheAttemptFails() {
        QueueCtl queue = bench.working(1, (claim, context) -> {
            context.log("one");
            context.log("two");
            throw new IllegalStateException("after the log");
        });
        JobId id = queue.enqueue(job().maxAttempts(1));
        bench.awaitState(id, JobState.DEAD);

        assertThat(bench.data.queries().logs(id, 0, 10))
                .extracting(entry -> entry.line().text())
                .containsExactly("one", "two");
    }

    @Test
    void aHandlerMayEnqueueAndWaitForAnotherJob() {
        AtomicReference<Optional<JobView>> seen = new AtomicReference<>(Optional.empty());
        AtomicReference<QueueCtl> self = new AtomicReference<>();
        QueueCtl queue = bench.open(bench.builder()
                .executor(
                        KIND,
                        (claim, context) -> {
                            if (claim.payload().text().equals("parent")) {
                                JobId child = self.get().enqueue(job());
                                seen.set(self.get().await(child, Duration.ofSeconds(20)));
                            }
                            return Outcome.completed();
                        },
                        options -> {}));
        self.set(queue);
        queue.start(workers -> workers.queue("default", 2));
        JobId parent = queue.enqueue(JobType.text(KIND).of("parent"));

        bench.awaitState(parent, JobState.COMPLETED);
        assertThat(seen.get()).get().extracting(JobView::state).isEqualTo(JobState.COMPLETED);
    }

    private static Outcome fail(Object claim, Object context) {
        return Outcome.failed("test", "failed");
    }

    private static int overflow(int depth) {
        return depth < 0 ? 0 : overflow(depth + 1) + 1;
    }

    private JobView awaitRuns(JobId id, int runs) {
        await().until(() -> bench.view(id).counters().attempts() == runs);
        return bench.view(id);
    }

    /** Lets the node renew its lease, so that only the attempt's own time runs out. */
    private void awaitRenewal() {
        long before = beat();
        await().until(() -> beat() > before);
    }

    private long beat() {
        return bench.data.nodes().roster().get(0).beat();
    }

    /** Waits for longer than the engine takes to look at what runs. */
    private static void awaitLooks() {
        await().pollDelay(Duration.ofMillis(700)).until(() -> true);
    }

    static void awaitLatch(CountDownLatch latch) {
        await().atMost(Duration.ofSeconds(20)).until(() -> latch.getCount() == 0);
    }

    /** Cannot even say what is wrong. */
    private static final class Mute extends RuntimeException {

        private static final long serialVersionUID = 1L;

        @Override
        public String getMessage() {
            throw new IllegalStateException("planted");
        }
    }
}
