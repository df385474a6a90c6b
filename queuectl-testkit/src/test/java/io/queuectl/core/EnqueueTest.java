package io.queuectl.core;

import static io.queuectl.core.AttemptsOfAJobTest.awaitLatch;
import static io.queuectl.core.WorkBench.KIND;
import static io.queuectl.core.WorkBench.job;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.queuectl.api.DuplicateJobException;
import io.queuectl.api.JobEvent;
import io.queuectl.api.JobId;
import io.queuectl.api.JobNotFoundException;
import io.queuectl.api.JobRequest;
import io.queuectl.api.JobState;
import io.queuectl.api.JobStateException;
import io.queuectl.api.JobType;
import io.queuectl.core.spi.Outcome;
import io.queuectl.testkit.Fault;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How jobs come in and get to the workers, and how few commits that takes. */
class EnqueueTest {

    private final WorkBench bench = new WorkBench();

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void jobsOfSixteenThreadsAreEachRunOnceWhileTheyStillCome() {
        int threads = 16;
        long each = 100;
        Map<String, AtomicInteger> runs = new ConcurrentHashMap<>();
        QueueCtl queue = bench.working(4, (claim, context) -> {
            runs.computeIfAbsent(claim.id().text(), id -> new AtomicInteger()).incrementAndGet();
            return Outcome.completed();
        });
        for (int i = 0; i < threads; i++) {
            new Thread(() -> {
                        for (long job = 0; job < each; job++) {
                            queue.enqueue(job());
                        }
                    })
                    .start();
        }
        await().atMost(Duration.ofSeconds(50)).until(() -> bench.count(JobState.COMPLETED) == threads * each);
        assertThat(runs).hasSize(1_600);
        assertThat(runs.values()).allSatisfy(count -> assertThat(count).hasValue(1));
    }

    @Test
    void whoeverLeadsTheLanePassesItOnToThoseWhoWait() {
        QueueCtl queue = bench.open(bench.builder(verb -> Fault.SLOW));
        CountDownLatch returned = new CountDownLatch(8);
        for (int i = 0; i < 8; i++) {
            new Thread(() -> {
                        for (int job = 0; job < 10; job++) {
                            queue.enqueue(job());
                        }
                        returned.countDown();
                    })
                    .start();
        }
        awaitLatch(returned);
        assertThat(bench.count(JobState.PENDING)).isEqualTo(80);
    }

    @Test
    void aTakenIdIsToldWithTheStateOfItsJob() {
        QueueCtl queue = bench.open(bench.builder());
        queue.enqueue(job().id("taken"));

        assertThatThrownBy(() -> queue.enqueue(job().id("taken")))
                .isInstanceOfSatisfying(DuplicateJobException.class, taken -> {
                    assertThat(taken.id()).isEqualTo(JobId.of("taken"));
                    assertThat(taken.state()).isEqualTo(JobState.PENDING);
                });
    }

    @Test
    void manyJobsAreAddedTogetherOrNotAtAll() {
        QueueCtl queue = bench.open(bench.builder());
        assertThat(queue.enqueueAll(List.of())).isEmpty();
        assertThat(queue.enqueueAll(List.of(job().id("a"), job(), job().id("b"))))
                .extracting(JobId::text)
                .containsExactly("a", "2", "b");

        assertThatThrownBy(() -> queue.enqueueAll(List.of(job(), job().id("c"), job().id("a"))))
                .isInstanceOf(DuplicateJobException.class);
        assertThatThrownBy(() -> queue.enqueueAll(List.of(job().id("d"), job().id("d"))))
                .isInstanceOf(DuplicateJobException.class);
        assertThat(bench.count(JobState.PENDING)).isEqualTo(3);
    }

    @Test
    void aScheduledJobStartsWhenItIsDueWithoutWaitingForAPoll() {
        QueueCtl queue = bench.working(
                1,
                bench.builder()
                        .clock(InstantSource.system())
                        .ticker(System::nanoTime)
                        .executor(KIND, (claim, context) -> Outcome.completed(), options -> {}));
        JobId id = queue.enqueue(job().delay(Duration.ofMillis(300)));
        bench.awaitState(id, JobState.COMPLETED);
        await().until(() -> !bench.events(JobEvent.Started.class).isEmpty());

        assertThat(bench.events(JobEvent.Started.class).get(0).at())
                .isBetween(bench.view(id).runAt(), bench.view(id).runAt().plusMillis(250));
    }

    @Test
    void aPoolForEveryQueueFindsNewOnesAndServesThemInTurn() {
        List<String> order = new ArrayList<>();
        QueueCtl queue = bench.open(bench.builder()
                .executor(
                        KIND,
                        (claim, context) -> {
                            order.add(claim.queue().text());
                            return Outcome.completed();
                        },
                        options -> {}));
        for (int i = 0; i < 6; i++) {
            queue.enqueue(job().queue("busy"));
        }
        queue.enqueue(job().queue("quiet"));
        queue.start(workers -> workers.everyQueue(1));
        await().until(() -> bench.count(JobState.COMPLETED) == 7);
        assertThat(order.indexOf("quiet")).isLessThan(6);

        bench.awaitState(queue.enqueue(job().queue("born-later")), JobState.COMPLETED);
    }

    @Test
    void twoPoolsOnOneQueueShareItsJobs() {
        CountDownLatch both = new CountDownLatch(2);
        QueueCtl queue = bench.open(bench.builder()
                .executor(
                        KIND,
                        (claim, context) -> {
                            both.countDown();
                            awaitLatch(both);
                            return Outcome.completed();
                        },
                        options -> {}));
        queue.start(workers -> workers.queue("default", 1).queue("default", 1));
        queue.enqueueAll(List.of(job(), job()));

        await().until(() -> bench.count(JobState.COMPLETED) == 2);
    }

    @Test
    void awaitingGivesUpWhenTheTimeIsOverAndKnowsNoStranger() throws InterruptedException {
        QueueCtl queue = bench.open(bench.builder());
        JobId id = queue.enqueue(job());

        assertThat(queue.await(id, Duration.ZERO)).isEmpty();
        assertThat(queue.await(id, Duration.ofMillis(60))).isEmpty();
        assertThatThrownBy(() -> queue.await(JobId.of("nobody"), Duration.ofSeconds(Long.MAX_VALUE)))
                .isInstanceOf(JobNotFoundException.class);
        queue.cancel(id);
        assertThat(queue.await(id, Duration.ofSeconds(Long.MAX_VALUE))).isPresent();
        assertThatThrownBy(() -> queue.cancel(id)).isInstanceOf(JobStateException.class);
    }

    @Test
    void aRequeuedJobRunsAtOnce() {
        QueueCtl queue = bench.working(1, (claim, context) -> {
            if (claim.ordinal() == 1) {
                throw new IllegalStateException("the first time");
            }
            return Outcome.completed();
        });
        JobId id = queue.enqueue(job().maxAttempts(1));
        bench.awaitState(id, JobState.DEAD);
        queue.requeue(id);

        assertThat(bench.awaitState(id, JobState.COMPLETED).counters().attempts())
                .isEqualTo(1);
    }

    @Test
    void aDrainOfManyShortJobsTakesFewExchanges() {
        int jobs = 20_000;
        AtomicInteger exchanges = new AtomicInteger();
        QueueCtl producer = bench.open(bench.builder());
        List<JobRequest> requests = new ArrayList<>();
        for (int i = 0; i < jobs; i++) {
            requests.add(job());
        }
        producer.enqueueAll(requests);
        AtomicInteger done = new AtomicInteger();
        AtomicInteger told = new AtomicInteger();
        QueueCtl queue = bench.open(bench.builder(verb -> {
                    if (verb.equals("exchange")) {
                        exchanges.incrementAndGet();
                    }
                    return Fault.NONE;
                })
                .ticker(System::nanoTime)
                .listener(event -> told.incrementAndGet())
                .handle(JobType.bytes(KIND), (bytes, context) -> done.incrementAndGet()));
        queue.start(workers -> workers.queue("default", 4));

        await().atMost(Duration.ofSeconds(50)).until(() -> done.get() == jobs);
        await().until(() -> bench.count(JobState.COMPLETED) == jobs);
        assertThat(exchanges.get()).isLessThanOrEqualTo(jobs / 25);
        await().atMost(Duration.ofSeconds(20)).until(() -> told.get() == 2 * jobs);
    }
}
