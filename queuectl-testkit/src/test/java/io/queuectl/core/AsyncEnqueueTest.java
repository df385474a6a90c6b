package io.queuectl.core;

import static io.queuectl.core.WorkBench.KIND;
import static io.queuectl.core.WorkBench.job;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;
import static org.awaitility.Awaitility.await;

import io.queuectl.api.DuplicateJobException;
import io.queuectl.api.JobId;
import io.queuectl.api.JobRequest;
import io.queuectl.api.JobState;
import io.queuectl.api.Payload;
import io.queuectl.api.QueueDrainingException;
import io.queuectl.api.StoreException;
import io.queuectl.core.spi.Outcome;
import io.queuectl.testkit.Fault;
import io.queuectl.testkit.Faults;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Enqueueing for callers who do not wait: their stages, and what becomes of jobs that are not sent yet. */
class AsyncEnqueueTest {

    private final WorkBench bench = new WorkBench();
    private final CountDownLatch mayCommit = new CountDownLatch(1);
    private final AtomicInteger commits = new AtomicInteger();

    /** Every commit waits for the test. */
    private final Faults held = verb -> {
        if (verb.equals("exchange")) {
            commits.incrementAndGet();
            AttemptsOfAJobTest.awaitLatch(mayCommit);
        }
        return Fault.NONE;
    };

    @AfterEach
    void close() {
        mayCommit.countDown();
        bench.close();
    }

    @Test
    void theStageCompletesWithTheIdOnceTheJobIsCommitted() throws Exception {
        QueueCtl queue = bench.open(bench.builder(held));
        CompletableFuture<JobId> stage = future(queue.enqueueAsync(job().id("a")));

        assertThat(stage).isNotDone();
        mayCommit.countDown();
        assertThat(stage.get(20, TimeUnit.SECONDS)).isEqualTo(JobId.of("a"));
        assertThat(bench.view(JobId.of("a")).state()).isEqualTo(JobState.PENDING);
    }

    @Test
    void whatArrivesDuringACommitGoesInWithTheNext() throws Exception {
        QueueCtl queue = bench.open(bench.builder(held));
        List<CompletableFuture<JobId>> stages = IntStream.range(0, 500)
                .mapToObj(i -> future(queue.enqueueAsync(job())))
                .toList();
        mayCommit.countDown();
        all(stages).get(20, TimeUnit.SECONDS);

        assertThat(stages.stream().map(CompletableFuture::join)).doesNotHaveDuplicates();
        assertThat(bench.count(JobState.PENDING)).isEqualTo(500);
        assertThat(commits).hasValueLessThanOrEqualTo(3);
    }

    @Test
    void aJobOfAWorkingQueueRuns() throws Exception {
        QueueCtl queue = bench.working(1, (claim, context) -> Outcome.completed());

        bench.awaitState(future(queue.enqueueAsync(job())).get(20, TimeUnit.SECONDS), JobState.COMPLETED);
    }

    @Test
    void oneThatIsRefusedLeavesTheOthersAlone() {
        QueueCtl queue = bench.open(bench.builder(held));
        queue.queues().drain("media");
        List<CompletableFuture<JobId>> stages = List.of(
                future(queue.enqueueAsync(job())),
                future(queue.enqueueAsync(job().id("taken"))),
                future(queue.enqueueAsync(job().id("taken"))),
                future(queue.enqueueAsync(job().queue("media"))),
                future(queue.enqueueAsync(job())));
        mayCommit.countDown();

        assertThat(stages.get(0)).succeedsWithin(Duration.ofSeconds(20));
        assertThat(stages.get(1)).succeedsWithin(Duration.ofSeconds(20)).isEqualTo(JobId.of("taken"));
        assertThat(failure(stages.get(2))).isInstanceOf(DuplicateJobException.class);
        assertThat(failure(stages.get(3))).isInstanceOf(QueueDrainingException.class);
        assertThat(stages.get(4)).succeedsWithin(Duration.ofSeconds(20));
    }

    @Test
    void aStoreThatIsDownFailsTheStageAndTheNextOneIsTriedAgain() {
        AtomicReference<Fault> fault = new AtomicReference<>(Fault.FAILS_BEFORE);
        QueueCtl queue = bench.open(bench.builder(verb -> verb.equals("exchange") ? fault.get() : Fault.NONE)
                .ticker(System::nanoTime));
        assertThat(failure(future(queue.enqueueAsync(job())))).isInstanceOf(StoreException.class);

        fault.set(Fault.NONE);
        assertThat(queue.enqueueAsync(job())).succeedsWithin(Duration.ofSeconds(20));
    }

    @Test
    void oneThatIsCancelledBeforeItIsSentIsNeverEnqueued() {
        QueueCtl queue = bench.open(bench.builder(held));
        CompletableFuture<JobId> first = future(queue.enqueueAsync(job().id("first")));
        await().until(() -> commits.get() == 1);
        CompletableFuture<JobId> second = future(queue.enqueueAsync(job().id("second")));
        CompletableFuture<JobId> third =
                future(queue.enqueueAsync(job().id("third"))).orTimeout(1, TimeUnit.MILLISECONDS);
        second.cancel(false);
        await().until(third::isDone);
        mayCommit.countDown();
        assertThat(first).succeedsWithin(Duration.ofSeconds(20));
        queue.close();

        assertThat(bench.count(JobState.PENDING)).isEqualTo(1);
    }

    @Test
    void closeBringsWhatWasHandedOverAndTakesNoMore() {
        QueueCtl queue = bench.open(bench.builder(verb -> Fault.SLOW));
        List<CompletableFuture<JobId>> stages = IntStream.range(0, 3_000)
                .mapToObj(i -> future(queue.enqueueAsync(job())))
                .toList();
        queue.close();

        assertThat(all(stages)).succeedsWithin(Duration.ofSeconds(20));
        assertThat(bench.count(JobState.PENDING)).isEqualTo(3_000);
        assertThatThrownBy(() -> queue.enqueueAsync(job())).hasMessage("this queue was closed");
    }

    @Test
    void whoHandsOverFasterThanTheDatabaseCommitsIsTold() {
        QueueCtl queue = bench.open(bench.builder(held));
        JobRequest large = JobRequest.of(KIND, Payload.of(new byte[Payload.MAX_BYTES]));
        CompletableFuture<JobId> first = future(queue.enqueueAsync(job()));
        await().until(() -> commits.get() == 1);
        List<CompletableFuture<JobId>> stages = IntStream.range(0, 64)
                .mapToObj(i -> future(queue.enqueueAsync(large)))
                .toList();

        assertThat(failure(stages.get(63)))
                .asInstanceOf(type(StoreException.class))
                .extracting(StoreException::reason)
                .isEqualTo(StoreException.Reason.BUSY);
        mayCommit.countDown();
        assertThat(first).succeedsWithin(Duration.ofSeconds(20));
        assertThat(all(stages.subList(0, 63))).succeedsWithin(Duration.ofSeconds(20));
        assertThat(queue.enqueueAsync(large)).succeedsWithin(Duration.ofSeconds(20));
    }

    @Test
    void whatHangsOnAStageRunsOnTheChosenThreadsAndKeepsNobodyWaiting() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        AtomicReference<String> thread = new AtomicReference<>();
        BlockingQueue<Runnable> chosen = new LinkedBlockingQueue<>();
        QueueCtl queue = bench.open(bench.builder().callbacks(chosen::add));
        CompletionStage<Void> stuck = queue.enqueueAsync(job()).thenAccept(id -> {
            thread.set(Thread.currentThread().getName());
            AttemptsOfAJobTest.awaitLatch(never);
        });
        new Thread(chosen.take(), "chosen").start();
        await().until(() -> thread.get() != null);

        CompletionStage<JobId> other = queue.enqueueAsync(job());
        new Thread(chosen.take(), "another").start();
        assertThat(other).succeedsWithin(Duration.ofSeconds(20));
        assertThat(thread).hasValue("chosen");
        assertThat(future(stuck)).isNotDone();
        never.countDown();
    }

    static <T> CompletableFuture<T> future(CompletionStage<T> stage) {
        return stage.toCompletableFuture();
    }

    private static CompletableFuture<Void> all(List<CompletableFuture<JobId>> stages) {
        return CompletableFuture.allOf(stages.toArray(CompletableFuture[]::new));
    }

    static Throwable failure(CompletableFuture<?> stage) {
        try {
            stage.get(20, TimeUnit.SECONDS);
        } catch (ExecutionException failed) {
            return failed.getCause();
        } catch (Exception other) {
            throw new AssertionError("the stage did not fail in time", other);
        }
        throw new AssertionError("the stage did not fail: " + stage);
    }
}
