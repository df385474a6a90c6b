package io.queuectl.core;

import static io.queuectl.core.AttemptsOfAJobTest.awaitLatch;
import static io.queuectl.core.WorkBench.KIND;
import static io.queuectl.core.WorkBench.job;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.queuectl.api.JobState;
import io.queuectl.api.QueueHealth;
import io.queuectl.api.QueueHealth.LoopHealth;
import io.queuectl.api.QueueHealth.Phase;
import io.queuectl.api.StoreException;
import io.queuectl.core.spi.Outcome;
import io.queuectl.core.spi.StopMode;
import io.queuectl.testkit.Fault;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a queue says of itself, and whether it says so in time. */
class HealthTest {

    private final WorkBench bench = new WorkBench();
    private final AtomicBoolean down = new AtomicBoolean();

    @AfterEach
    void close() {
        down.set(false);
        bench.close();
    }

    @Test
    void aQueueWithoutWorkersIsReadyUntilItsStoreFailsAndAgainALeaseLater() {
        QueueCtl queue = bench.open(bench.builder(verb -> down.get() ? Fault.FAILS_BEFORE : Fault.NONE)
                .lease(Duration.ofSeconds(1)));
        assertThat(queue.health().phase()).isEqualTo(Phase.NO_WORKERS);
        assertThat(queue.health().lastExchangeAt()).isNull();
        assertThat(queue.isReady()).isTrue();
        queue.enqueue(job());
        assertThat(queue.health().lastExchangeAt()).isEqualTo(bench.clock.instant());

        down.set(true);
        assertThatThrownBy(() -> queue.enqueue(job())).isInstanceOf(StoreException.class);
        assertThat(queue.isReady()).isFalse();
        bench.ticker.step(Duration.ofMillis(1_001));
        assertThat(queue.isReady()).isTrue();

        assertThatThrownBy(() -> queue.enqueue(job())).isInstanceOf(StoreException.class);
        assertThat(queue.isReady()).isFalse();
        down.set(false);
        queue.enqueue(job());
        assertThat(queue.isReady()).isTrue();
    }

    @Test
    void workersTellOfTheirWorkTheirLoopsAndTheOtherNodes() {
        CountDownLatch started = new CountDownLatch(2);
        CountDownLatch end = new CountDownLatch(1);
        QueueCtl queue = bench.working(2, (claim, context) -> {
            started.countDown();
            end.await();
            return Outcome.completed();
        });
        QueueCtl other = bench.working(1, (claim, context) -> Outcome.completed());
        other.requestStop(StopMode.DRAIN);
        await().until(() -> other.health().phase() == Phase.STOPPED);
        queue.enqueue(job());
        queue.enqueue(job());
        awaitLatch(started);

        QueueHealth health = queue.health();
        assertThat(health.phase()).isEqualTo(Phase.WORKING);
        assertThat(health.work().slots()).isEqualTo(2);
        assertThat(health.work().running()).isEqualTo(2);
        assertThat(health.loops())
                .extracting(LoopHealth::role)
                .contains("keeper", "watch", "dispatcher", "reaper", "pruner", "wakeup", "events");
        await().until(() -> queue.health().nodes() == 1);
        assertThat(health.isAlive()).isTrue();
        assertThat(queue.isReady()).isTrue();
        assertThat(other.isReady()).isFalse();
        assertThat(other.health().loops()).isEmpty();
        end.countDown();
        await().until(() ->
                queue.health().work().unwritten() == 0 && queue.health().work().running() == 0);
    }

    @Test
    void aStoreThatCannotBeReachedShowsWithinSecondsAndThatItIsBackToo() {
        QueueCtl queue = bench.working(
                1,
                bench.builder(verb -> down.get() ? Fault.FAILS_BEFORE : Fault.NONE)
                        .executor(KIND, (claim, context) -> Outcome.completed(), options -> {}));
        assertThat(queue.isReady()).isTrue();
        down.set(true);
        await().atMost(Duration.ofSeconds(5)).until(() -> !queue.isReady());
        assertThat(queue.health().storeReachable()).isFalse();
        assertThat(queue.health().loops()).anyMatch(loop -> loop.failures() > 0);
        assertThat(queue.health().isAlive()).isTrue();
        down.set(false);

        await().atMost(Duration.ofSeconds(10)).until(queue::isReady);
    }

    @Test
    void aLeaseThatLapsedShowsAtOnce() {
        AtomicInteger renewals = new AtomicInteger();
        QueueCtl queue = bench.working(
                1,
                bench.builder(verb -> {
                            if (verb.equals("join")) {
                                renewals.incrementAndGet();
                            }
                            return down.get() ? Fault.FAILS_BEFORE : Fault.NONE;
                        })
                        .executor(KIND, (claim, context) -> Outcome.completed(), options -> {}));
        down.set(true);
        bench.ticker.step(WorkBench.LEASE);
        assertThat(queue.health().leaseTrusted()).isFalse();
        assertThat(queue.isReady()).isFalse();
        down.set(false);

        await().atMost(Duration.ofSeconds(20)).until(queue::isReady);
        assertThat(renewals.get()).isGreaterThan(1);
    }

    @Test
    void oneThatStopsIsNotReadyAndOneThatIsClosedSaysSo() {
        CountDownLatch started = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        QueueCtl queue = bench.working(1, (claim, context) -> {
            started.countDown();
            end.await();
            return Outcome.completed();
        });
        queue.enqueue(job());
        awaitLatch(started);
        queue.requestStop(StopMode.DRAIN);

        assertThat(queue.health().phase()).isEqualTo(Phase.STOPPING);
        assertThat(queue.isReady()).isFalse();
        end.countDown();
        queue.close();
        assertThat(queue.health().phase()).isEqualTo(Phase.CLOSED);
        assertThat(queue.health().isReady()).isFalse();
        assertThat(bench.count(JobState.COMPLETED)).isEqualTo(1);
    }
}
