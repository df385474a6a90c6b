package io.queuectl.core;

import static io.queuectl.core.WorkBench.KIND;
import static io.queuectl.core.WorkBench.job;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.queuectl.api.DuplicateJobException;
import io.queuectl.api.JobId;
import io.queuectl.api.JobState;
import io.queuectl.api.JobType;
import io.queuectl.core.spi.EnqueueMiddleware;
import io.queuectl.core.spi.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What stands around enqueueing: what it may change, whatever way a job comes in, and what its mistakes lead to. */
class AroundEnqueueTest {

    private static final JobType<String> MAIL = JobType.text(KIND);

    private final WorkBench bench = new WorkBench();
    private final List<String> steps = Collections.synchronizedList(new ArrayList<>());

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void theLoggingContextOfWhoeverEnqueuesIsThereInTheHandlerAndInItsChildren() throws Exception {
        ThreadLocal<String> mdc = new ThreadLocal<>();
        Map<String, String> seen = new ConcurrentHashMap<>();
        QueueCtl queue = bench.working(
                1,
                bench.builder()
                        .aroundEnqueue(EnqueueMiddleware.each(
                                request -> mdc.get() == null ? request : request.tag("trace", mdc.get())))
                        .around((attempt, next) -> {
                            mdc.set(attempt.tags().values().get("trace"));
                            try {
                                return next.run();
                            } finally {
                                mdc.remove();
                            }
                        })
                        .handle(MAIL, (text, context) -> {
                            seen.put(text, String.valueOf(mdc.get()));
                            if (text.equals("parent")) {
                                context.enqueue(MAIL.of("child"));
                            }
                        }));
        mdc.set("4bf92f35");
        queue.enqueue(MAIL.of("one"));
        queue.enqueueAll(List.of(MAIL.of("of many"), MAIL.of("parent")));
        queue.enqueue(MAIL.of("with patience"), Duration.ofSeconds(1));
        JobId last = queue.enqueueAsync(MAIL.of("asynchronous"))
                .toCompletableFuture()
                .get(20, TimeUnit.SECONDS);
        mdc.remove();
        bench.awaitState(last, JobState.COMPLETED);
        queue.enqueue(MAIL.of("without"));
        await().until(() -> seen.size() == 7);

        assertThat(seen.remove("without")).isEqualTo("null");
        assertThat(seen).hasSize(6);
        assertThat(seen.values()).containsOnly("4bf92f35");
    }

    @Test
    void theFirstOneIsOutermostAndSeesTheIdsAndTheErrors() {
        QueueCtl queue = bench.open(bench.builder()
                .aroundEnqueue((requests, next) -> {
                    try {
                        List<JobId> ids = next.enqueue(requests);
                        steps.add("outer " + ids);
                        return ids;
                    } catch (DuplicateJobException taken) {
                        steps.add("outer failed");
                        throw taken;
                    }
                })
                .aroundEnqueue((requests, next) -> {
                    steps.add("inner " + requests.size());
                    List<JobId> ids = next.enqueue(requests);
                    steps.add("inner out");
                    return ids;
                }));
        queue.enqueueAll(List.of(job().id("a"), job().id("b")));
        assertThatThrownBy(() -> queue.enqueue(job().id("a"))).isInstanceOf(DuplicateJobException.class);

        assertThat(steps).containsExactly("inner 2", "inner out", "outer [a, b]", "inner 1", "outer failed");
    }

    @Test
    void oneThatKeepsAJobOutSaysSoItself() {
        QueueCtl queue = bench.open(bench.builder().aroundEnqueue((requests, next) -> {
            throw new SecurityException("not this tenant");
        }));

        assertThatThrownBy(() -> queue.enqueue(job())).hasMessage("not this tenant");
        assertThatThrownBy(() -> queue.enqueueAsync(job())).hasMessage("not this tenant");
        assertThat(bench.count(JobState.PENDING)).isZero();
    }

    @Test
    void oneThatAnswersNoIdOrGoesOnTwiceIsToldOf() {
        QueueCtl mute = bench.open(bench.builder().aroundEnqueue((requests, next) -> List.of()));
        QueueCtl doubling = bench.open(bench.builder().aroundEnqueue((requests, next) -> {
            next.enqueue(requests);
            return next.enqueue(requests);
        }));

        assertThatThrownBy(() -> mute.enqueue(job())).hasMessageContaining("answered 0 ids for 1 requests");
        assertThatThrownBy(() -> mute.enqueueAsync(job())).hasMessageContaining("handed over 0 requests for 1");
        assertThatThrownBy(() -> doubling.enqueueAsync(job())).hasMessageContaining("handed over 2 requests for 1");
        assertThatThrownBy(() -> bench.builder().aroundEnqueue(null)).hasMessage("middleware is null");
    }

    @Test
    void whatIsDoneInsideAnAttemptIsStillEnqueuedOnce() {
        QueueCtl queue = bench.working(
                1,
                bench.builder()
                        .aroundEnqueue((requests, next) -> {
                            steps.add("around " + requests.size());
                            return next.enqueue(requests);
                        })
                        .executor(
                                KIND,
                                (claim, context) -> {
                                    if (claim.id().text().equals("p")) {
                                        context.enqueue(job().id("c"));
                                    }
                                    return Outcome.completed();
                                },
                                options -> {}));
        queue.enqueue(job().id("p"));
        bench.awaitState(JobId.of("p"), JobState.COMPLETED);
        bench.awaitState(JobId.of("c"), JobState.COMPLETED);

        assertThat(steps).containsExactly("around 1", "around 1");
    }
}
