package io.queuectl.core;

import static io.queuectl.core.AttemptsOfAJobTest.awaitLatch;
import static io.queuectl.core.WorkBench.KIND;
import static io.queuectl.core.WorkBench.job;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.queuectl.api.Counters;
import io.queuectl.api.JobId;
import io.queuectl.api.JobState;
import io.queuectl.api.StoreException;
import io.queuectl.core.spi.JobExecutor;
import io.queuectl.core.spi.Outcome;
import io.queuectl.core.spi.StopMode;
import io.queuectl.testkit.Fault;
import io.queuectl.testkit.Faults;
import io.queuectl.testkit.FaultyStore;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How a node starts, stops, and what it leaves behind: nothing. */
class StopTest {

    private final WorkBench bench = new WorkBench();
    private final CountDownLatch started = new CountDownLatch(1);
    private final CountDownLatch goOn = new CountDownLatch(1);

    @AfterEach
    void close() {
        goOn.countDown();
        bench.close();
    }

    @Test
    void drainingFinishesWhatRunsAndLeavesTheRoster() throws InterruptedException {
        QueueCtl queue = bench.working(1, waits());
        List<JobId> ids = queue.enqueueAll(List.of(job(), job(), job()));
        awaitLatch(started);
        queue.requestStop(StopMode.DRAIN);

        assertThat(queue.awaitStopped(Duration.ofMillis(100))).isFalse();
        goOn.countDown();
        assertThat(queue.awaitStopped(Duration.ofSeconds(20))).isTrue();
        assertThat(bench.view(ids.get(0)).state()).isEqualTo(JobState.COMPLETED);
        assertThat(bench.count(JobState.PENDING)).isEqualTo(2);
        assertThat(bench.count(JobState.PROCESSING)).isZero();
        assertThat(bench.data.nodes().roster()).isEmpty();
    }

    @Test
    void stoppingNowGivesRunningJobsBackWithoutAnAttemptAndTheNextWorkerRunsThem() throws InterruptedException {
        QueueCtl queue = bench.working(1, waits());
        JobId id = queue.enqueue(job());
        awaitLatch(started);
        queue.requestStop(StopMode.NOW);

        assertThat(queue.awaitStopped(Duration.ofSeconds(20))).isTrue();
        assertThat(bench.view(id).state()).isEqualTo(JobState.PENDING);
        assertThat(bench.view(id).counters()).isEqualTo(new Counters(0, 0, 1));

        bench.working(1, (claim, context) -> Outcome.completed());
        assertThat(bench.awaitState(id, JobState.COMPLETED).counters()).isEqualTo(new Counters(1, 0, 1));
    }

    @Test
    void askingForNowHurriesADrain() throws InterruptedException {
        QueueCtl queue = bench.working(1, waits());
        JobId id = queue.enqueue(job());
        awaitLatch(started);
        queue.requestStop(StopMode.DRAIN);
        queue.requestStop(StopMode.DRAIN);
        queue.requestStop(StopMode.NOW);

        assertThat(queue.awaitStopped(Duration.ofSeconds(20))).isTrue();
        assertThat(bench.view(id).state()).isEqualTo(JobState.PENDING);
    }

    @Test
    void aNodeStopsWhenAnotherProcessAsksIt() throws InterruptedException {
        QueueCtl queue = bench.working(1, waits());
        queue.enqueue(job());
        awaitLatch(started);
        long epoch = bench.data.nodes().roster().get(0).info().epoch();
        bench.data.nodes().requestStop(epoch, StopMode.NOW);

        assertThat(queue.awaitStopped(Duration.ofSeconds(20))).isTrue();
        assertThat(queue.isStopping()).isTrue();
        assertThat(bench.count(JobState.PENDING)).isEqualTo(1);
    }

    @Test
    void closeWaitsForTheGracePeriodAndThenTakesTheJobBack() {
        QueueCtl queue =
                bench.working(1, bench.builder().grace(Duration.ofMillis(50)).executor(KIND, waits(), options -> {}));
        JobId id = queue.enqueue(job());
        awaitLatch(started);
        queue.close();

        assertThat(bench.view(id).counters()).isEqualTo(new Counters(0, 0, 1));
        assertThat(bench.data.nodes().roster()).isEmpty();
        assertThatThrownBy(() -> queue.enqueue(job()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("closed");
    }

    @Test
    void aHandlerMayEnqueueWhileItsQueueCloses() {
        AtomicReference<QueueCtl> self = new AtomicReference<>();
        QueueCtl queue = bench.working(
                1,
                bench.builder()
                        .executor(
                                KIND,
                                (claim, context) -> {
                                    started.countDown();
                                    goOn.await();
                                    self.get().enqueue(job().id("follow-up"));
                                    return Outcome.completed();
                                },
                                options -> {}));
        self.set(queue);
        JobId id = queue.enqueue(job());
        awaitLatch(started);
        Thread closer = new Thread(queue::close);
        closer.start();
        await().until(queue::isStopping);
        goOn.countDown();

        bench.awaitState(id, JobState.COMPLETED);
        await().until(() -> !closer.isAlive());
        assertThat(bench.view(JobId.of("follow-up")).state()).isEqualTo(JobState.PENDING);
    }

    @Test
    void aHandlerThatClosesItsOwnQueueIsToldNotTo() {
        AtomicReference<QueueCtl> self = new AtomicReference<>();
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        QueueCtl queue = bench.working(1, (claim, context) -> {
            try {
                self.get().close();
            } catch (IllegalStateException refused) {
                thrown.set(refused);
            }
            return Outcome.completed();
        });
        self.set(queue);

        bench.awaitState(queue.enqueue(job()), JobState.COMPLETED);
        assertThat(thrown.get()).hasMessageContaining("requestStop");
    }

    @Test
    void aListenerThatClosesTheQueueOrThrowsStopsNothing() throws InterruptedException {
        AtomicReference<QueueCtl> self = new AtomicReference<>();
        QueueCtl queue = bench.working(
                1,
                bench.builder()
                        .executor(KIND, (claim, context) -> Outcome.completed(), options -> {})
                        .listener(event -> self.get().close())
                        .listener(event -> {
                            throw new StackOverflowError("planted");
                        }));
        self.set(queue);
        List<JobId> ids = queue.enqueueAll(List.of(job(), job(), job()));

        ids.forEach(id -> bench.awaitState(id, JobState.COMPLETED));
        queue.requestStop(StopMode.DRAIN);
        assertThat(queue.awaitStopped(Duration.ofSeconds(20))).isTrue();
    }

    @Test
    void aListenerThatIsStuckHoldsUpNoJob() {
        QueueCtl queue = bench.working(
                1,
                bench.builder()
                        .executor(KIND, (claim, context) -> Outcome.completed(), options -> {})
                        .listener(event -> awaitLatch(goOn)));
        List<JobId> ids = queue.enqueueAll(List.of(job(), job(), job()));

        ids.forEach(id -> bench.awaitState(id, JobState.COMPLETED));
        goOn.countDown();
    }

    @Test
    void everyEventIsToldBeforeStoppedIsSaid() throws InterruptedException {
        QueueCtl queue = bench.working(1, (claim, context) -> Outcome.completed());
        JobId id = queue.enqueue(job());
        bench.awaitState(id, JobState.COMPLETED);
        queue.requestStop(StopMode.DRAIN);

        assertThat(queue.awaitStopped(Duration.ofSeconds(20))).isTrue();
        assertThat(bench.events).hasSize(2);
    }

    @Test
    void aStartThatFailsLeavesNothingOnTheRoster() {
        QueueCtl deaf = bench.open(bench.builder(Faults.script(Map.of("wakeUps", List.of(Fault.FAILS_BEFORE)))));
        assertThatThrownBy(() -> deaf.start(workers -> workers.everyQueue(1))).isInstanceOf(StoreException.class);

        QueueCtl threadless = bench.open(bench.builder().threads(new NoThreads()));
        assertThatThrownBy(() -> threadless.start(workers -> workers.everyQueue(1)))
                .isInstanceOf(OutOfMemoryError.class);

        assertThat(bench.data.nodes().roster()).isEmpty();
    }

    @Test
    void aStartWhoseAnswerWasLostIsOneNode() {
        QueueCtl unanswered = bench.open(bench.builder(
                Faults.script(Map.of("join", List.of(Fault.FAILS_AFTER, Fault.BUSY, Fault.FAILS_BEFORE)))));
        unanswered.start(workers -> workers.everyQueue(1));

        assertThat(bench.data.nodes().roster()).hasSize(1);
    }

    @Test
    void aStoreThatIsClosedUnderTheEngineDoesNotHoldUpItsStop() {
        FaultyStore store = new FaultyStore(bench.data.another(), Faults.none());
        QueueCtl queue = bench.working(1, bench.builder(store).executor(KIND, waits(), options -> {}));
        queue.enqueue(job());
        awaitLatch(started);
        store.close();
        goOn.countDown();

        assertThatThrownBy(() -> queue.enqueue(job())).isInstanceOf(IllegalStateException.class);
        queue.close();
        assertThat(queue.isStopping()).isTrue();
    }

    @Test
    void outcomesAreWrittenThoughTheStoreFailsWhileTheNodeStops() throws InterruptedException {
        AtomicBoolean failing = new AtomicBoolean();
        QueueCtl queue = bench.working(
                1,
                bench.builder(verb -> failing.get() && verb.equals("exchange") ? Fault.FAILS_BEFORE : Fault.NONE)
                        .lease(Duration.ofSeconds(1))
                        .executor(KIND, waits(), options -> {}));
        JobId id = queue.enqueue(job());
        awaitLatch(started);
        failing.set(true);
        queue.requestStop(StopMode.DRAIN);
        goOn.countDown();
        assertThat(queue.awaitStopped(Duration.ofSeconds(1))).isFalse();
        failing.set(false);

        assertThat(queue.awaitStopped(Duration.ofSeconds(20))).isTrue();
        assertThat(bench.view(id).state()).isEqualTo(JobState.COMPLETED);
        assertThat(bench.data.nodes().roster()).isEmpty();
    }

    private JobExecutor waits() {
        return (claim, context) -> {
            started.countDown();
            goOn.await();
            return Outcome.completed();
        };
    }

    /** A machine that has no thread left. */
    private static final class NoThreads implements java.util.concurrent.ThreadFactory {
        @Override
        public Thread newThread(Runnable work) {
            return new Thread(work) {
                @Override
                public synchronized void start() {
                    throw new OutOfMemoryError("unable to create native thread (planted)");
                }
            };
        }
    }
}
