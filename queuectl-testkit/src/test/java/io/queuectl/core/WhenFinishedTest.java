package io.queuectl.core;

import static io.queuectl.core.AsyncEnqueueTest.failure;
import static io.queuectl.core.AsyncEnqueueTest.future;
import static io.queuectl.core.WorkBench.job;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.queuectl.api.JobId;
import io.queuectl.api.JobNotFoundException;
import io.queuectl.api.JobState;
import io.queuectl.api.JobView;
import io.queuectl.api.QueueName;
import io.queuectl.core.engine.Engine;
import io.queuectl.core.engine.Events;
import io.queuectl.core.engine.Service;
import io.queuectl.core.spi.JobQueries;
import io.queuectl.core.spi.Outcome;
import io.queuectl.testkit.Fault;
import io.queuectl.testkit.FaultyStore;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Being told when a job is finished, without a thread that waits for it. */
class WhenFinishedTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final WorkBench bench = new WorkBench();
    private final CountDownLatch mayEnd = new CountDownLatch(1);

    @AfterEach
    void close() {
        mayEnd.countDown();
        bench.close();
    }

    @Test
    void theStageCompletesWithTheFinishedJob() {
        QueueCtl queue = bench.working(1, (claim, context) -> {
            AttemptsOfAJobTest.awaitLatch(mayEnd);
            return Outcome.completed();
        });
        JobId id = queue.enqueue(job());
        CompletableFuture<JobView> stage = future(queue.whenFinished(id));
        bench.awaitState(id, JobState.PROCESSING);

        assertThat(stage).isNotDone();
        mayEnd.countDown();
        assertThat(stage).succeedsWithin(PATIENCE).extracting(JobView::state).isEqualTo(JobState.COMPLETED);
        assertThat(queue.whenFinished(id)).succeedsWithin(PATIENCE).isEqualTo(stage.join());
    }

    @Test
    void aJobThatAnotherProcessRunsOrAPersonCancelsIsSeen() {
        QueueCtl looking = bench.open(bench.builder());
        JobId run = looking.enqueue(job());
        JobId withdrawn = looking.enqueue(job().queue("elsewhere"));
        CompletableFuture<JobView> stage = future(looking.whenFinished(run));
        CompletableFuture<JobView> other = future(looking.whenFinished(withdrawn));
        bench.working(1, (claim, context) -> Outcome.completed());
        looking.cancel(withdrawn);

        assertThat(stage).succeedsWithin(PATIENCE).extracting(JobView::state).isEqualTo(JobState.COMPLETED);
        assertThat(other).succeedsWithin(PATIENCE).extracting(JobView::state).isEqualTo(JobState.CANCELLED);
    }

    @Test
    void manyStagesOfManyJobsAreEachToldOfTheirOwn() {
        QueueCtl queue = bench.open(
                bench.builder().executor(WorkBench.KIND, (claim, context) -> Outcome.completed(), options -> {}));
        List<JobId> ids =
                queue.enqueueAll(IntStream.range(0, 300).mapToObj(i -> job()).toList());
        List<CompletableFuture<JobView>> stages = IntStream.range(0, 600)
                .mapToObj(i -> future(queue.whenFinished(ids.get(i % 300))))
                .toList();
        queue.start(workers -> workers.queue("default", 4));

        for (int i = 0; i < 600; i++) {
            assertThat(stages.get(i))
                    .succeedsWithin(PATIENCE)
                    .extracting(JobView::id)
                    .isEqualTo(ids.get(i % 300));
        }
    }

    @Test
    void aJobThatIsNotThereIsToldOf() {
        QueueCtl queue = bench.open(bench.builder());

        assertThat(failure(future(queue.whenFinished(JobId.of("nobody"))))).isInstanceOf(JobNotFoundException.class);
    }

    @Test
    void errorsThatPassAreOutlived() {
        AtomicInteger fails = new AtomicInteger(2);
        QueueCtl queue = bench.open(
                bench.builder(verb -> verb.equals("find") && fails.getAndDecrement() > 0 ? Fault.BUSY : Fault.NONE)
                        .executor(WorkBench.KIND, (claim, context) -> Outcome.completed(), options -> {}));
        JobId id = queue.enqueue(job());
        CompletableFuture<JobView> stage = future(queue.whenFinished(id));
        queue.start(workers -> workers.queue("default", 1));

        assertThat(stage).succeedsWithin(PATIENCE);
    }

    @Test
    void aStageThatIsGivenUpIsForgottenAndNobodyAsksTheDatabaseAnyMore() {
        AtomicInteger asked = new AtomicInteger();
        JobId id = bench.open(bench.builder()).enqueue(job());
        FinishWatch watch = new FinishWatch(counted(asked), new Callbacks(ForkJoinPool.commonPool()));
        List<CompletableFuture<JobView>> stages = IntStream.range(0, 50)
                .mapToObj(i -> future(watch.whenFinished(id)))
                .toList();
        await().until(() -> asked.get() >= 50);
        stages.subList(0, 25).forEach(stage -> stage.cancel(true));
        stages.subList(25, 50).forEach(stage -> stage.orTimeout(1, TimeUnit.MILLISECONDS));
        await().until(watch::isIdle);
        int before = asked.get();

        await().during(Duration.ofMillis(200)).until(() -> asked.get() <= before + 1);
        assertThat(failure(stages.get(49))).isInstanceOf(TimeoutException.class);
        watch.close();
    }

    @Test
    void theEngineTellsOfWhatItFinishedAndOfNothingElse() throws Exception {
        QueueCtl queue = bench.open(bench.builder());
        JobId done = queue.enqueue(job().id("done"));
        queue.enqueue(job().id("failed").maxAttempts(2));
        List<JobId> told = new CopyOnWriteArrayList<>();
        Events.Waiting waiting = new Events.Waiting() {
            @Override
            public void exchanged() {}

            @Override
            public void finished(JobId id) {
                told.add(id);
            }
        };
        QueueCtlBuilder builder = bench.builder()
                .executor(
                        WorkBench.KIND,
                        (claim, context) ->
                                claim.id().equals(done) ? Outcome.completed() : Outcome.failed("planted", "not yet"),
                        options -> {});
        Engine engine = builder.engine(List.of(Service.of(QueueName.DEFAULT, 1)), request -> done, waiting);
        engine.start();
        bench.awaitState(JobId.of("failed"), JobState.FAILED);
        bench.awaitState(done, JobState.COMPLETED);
        engine.close();

        assertThat(told).containsExactly(done);
    }

    @Test
    void whatIsToldOfIsLookedAtAtOnce() {
        AtomicInteger asked = new AtomicInteger();
        JobId id = bench.open(bench.builder()).enqueue(job());
        FinishWatch watch = new FinishWatch(counted(asked), new Callbacks(ForkJoinPool.commonPool()));
        CompletableFuture<JobView> stage = future(watch.whenFinished(id));
        for (int i = 0; i < 200; i++) {
            watch.finished(id);
        }

        await().atMost(PATIENCE).until(() -> asked.get() > 200);
        watch.close();
        assertThat(failure(stage)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void closeEndsWhatWaits() {
        QueueCtl queue = bench.open(bench.builder());
        JobId id = queue.enqueue(job());
        CompletableFuture<JobView> stage = future(queue.whenFinished(id));
        queue.close();

        assertThat(failure(stage))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("closed while somebody waited for job " + id);
    }

    private JobQueries counted(AtomicInteger asked) {
        return new FaultyStore(bench.data.another(), verb -> {
                    asked.incrementAndGet();
                    return Fault.NONE;
                })
                .queries();
    }
}
