package io.queuectl.core;

import static io.queuectl.core.WorkBench.KIND;
import static io.queuectl.core.WorkBench.job;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.queuectl.api.JobEvent;
import io.queuectl.api.JobRequest;
import io.queuectl.api.JobState;
import io.queuectl.core.spi.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A listener harms neither jobs nor other listeners, whatever it does. */
class ListenersTest {

    /** Two events each: more than are kept for one that is stuck. */
    private static final int JOBS = 6_000;

    private final WorkBench bench = new WorkBench();

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void oneThatNeverReturnsStopsNeitherTheJobsNorTheOtherListeners() {
        CountDownLatch goOn = new CountDownLatch(1);
        AtomicInteger heard = new AtomicInteger();
        QueueCtl queue = bench.working(
                4,
                bench.builder()
                        .ticker(System::nanoTime)
                        .pollInterval(Duration.ofMillis(100))
                        .listener(event -> awaitLatch(goOn))
                        .listener(event -> {
                            if (event instanceof JobEvent.Settled) {
                                heard.incrementAndGet();
                            }
                        })
                        .executor(KIND, (claim, context) -> Outcome.completed(), options -> {}));
        try {
            enqueue(queue, JOBS);
            await().atMost(Duration.ofSeconds(60)).until(() -> bench.count(JobState.COMPLETED) == JOBS);
            await().atMost(Duration.ofSeconds(20)).until(() -> heard.get() == JOBS);
            assertThat(queue.health().listening().untold()).isPositive();
        } finally {
            goOn.countDown();
        }
        await().atMost(Duration.ofSeconds(20))
                .until(() -> queue.health().listening().untold() == 0);
    }

    @Test
    void oneThatThrowsIsToldTheNextEventAllTheSame() {
        AtomicInteger asked = new AtomicInteger();
        AtomicInteger heard = new AtomicInteger();
        QueueCtl queue = bench.working(
                1,
                bench.builder()
                        .listener(event -> {
                            asked.incrementAndGet();
                            throw new StackOverflowError("planted");
                        })
                        .listener(event -> heard.incrementAndGet())
                        .executor(KIND, (claim, context) -> Outcome.completed(), options -> {}));
        enqueue(queue, 3);

        await().atMost(Duration.ofSeconds(20)).until(() -> heard.get() == 6 && asked.get() == 6);
        await().until(() -> queue.health().listening().untold() == 0);
        assertThat(bench.count(JobState.COMPLETED)).isEqualTo(3);
    }

    private static void enqueue(QueueCtl queue, int jobs) {
        List<JobRequest> requests = new ArrayList<>();
        for (int i = 0; i < jobs; i++) {
            requests.add(job());
        }
        queue.enqueueAll(requests);
    }

    private static void awaitLatch(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }
}
