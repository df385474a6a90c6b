package io.queuectl.core;

import static io.queuectl.core.WorkBench.KIND;
import static io.queuectl.core.WorkBench.job;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.queuectl.api.JobId;
import io.queuectl.api.JobState;
import io.queuectl.api.JobType;
import io.queuectl.core.spi.AttemptContext;
import io.queuectl.core.spi.AttemptMiddleware;
import io.queuectl.core.spi.Claim;
import io.queuectl.core.spi.JobExecutor;
import io.queuectl.core.spi.Outcome;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What stands around attempts: its order, its say in their ends, and what it never keeps from happening. */
class AroundTest {

    private final WorkBench bench = new WorkBench();
    private final List<String> steps = Collections.synchronizedList(new ArrayList<>());

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void theFirstOneIsOutermostAndAllRunOnTheThreadOfTheAttempt() {
        ThreadLocal<String> trace = new ThreadLocal<>();
        QueueCtl queue = bench.working(
                1,
                bench.builder()
                        .around((attempt, next) -> {
                            trace.set("trace of " + attempt.id());
                            steps.add("outer in");
                            try {
                                return next.run();
                            } finally {
                                steps.add("outer out");
                                trace.remove();
                            }
                        })
                        .executor(
                                KIND,
                                (claim, context) -> {
                                    steps.add(trace.get());
                                    return Outcome.completed();
                                },
                                options -> {})
                        .around((attempt, next) -> {
                            steps.add("inner in");
                            Outcome outcome = next.run();
                            steps.add("inner out");
                            return outcome;
                        }));
        bench.awaitState(queue.enqueue(job().id("j")), JobState.COMPLETED);

        assertThat(steps).containsExactly("outer in", "inner in", "trace of j", "inner out", "outer out");
    }

    @Test
    void whatAHandlerThrowsComesByAndWhatAMiddlewareThrowsFailsTheAttempt() {
        AtomicReference<Throwable> seen = new AtomicReference<>();
        QueueCtl queue = bench.working(
                1,
                bench.builder()
                        .maxAttempts(1)
                        .around((attempt, next) -> {
                            try {
                                return next.run();
                            } catch (IllegalStateException thrown) {
                                seen.set(thrown);
                                throw new IllegalStateException("seen: " + thrown.getMessage(), thrown);
                            }
                        })
                        .executor(
                                KIND,
                                (claim, context) -> {
                                    throw new IllegalStateException("planted");
                                },
                                options -> {}));

        assertThat(bench.awaitState(queue.enqueue(job()), JobState.DEAD).error())
                .isEqualTo("seen: planted");
        assertThat(seen.get()).hasMessage("planted");
    }

    @Test
    void oneThatDoesNotGoOnKeepsTheHandlerFromRunningAndOneThatAnswersNothingFails() {
        QueueCtl queue = bench.working(
                1,
                bench.builder()
                        .maxAttempts(1)
                        .around((attempt, next) -> attempt.id().text().equals("mute") ? null : Outcome.completed())
                        .executor(
                                KIND,
                                (claim, context) -> {
                                    steps.add("ran");
                                    return Outcome.completed();
                                },
                                options -> {}));
        JobId skipped = queue.enqueue(job());
        JobId mute = queue.enqueue(job().id("mute"));

        bench.awaitState(skipped, JobState.COMPLETED);
        assertThat(bench.awaitState(mute, JobState.DEAD).error()).contains("answered null");
        assertThat(steps).isEmpty();
    }

    @Test
    void aPayloadIsDecodedWithinIt() {
        QueueCtl queue = bench.working(
                1,
                bench.builder()
                        .around((attempt, next) -> {
                            steps.add("before");
                            return next.run();
                        })
                        .handle(JobType.text(KIND), (text, context) -> steps.add(text)));
        bench.awaitState(queue.enqueue(JobType.text(KIND).of("decoded")), JobState.COMPLETED);

        assertThat(steps).containsExactly("before", "decoded");
    }

    @Test
    void theOrphansOfADeadNodeAreEndedAllTheSame() {
        List<Claim> ended = new ArrayList<>();
        JobExecutor executor = new JobExecutor() {
            @Override
            public Outcome execute(Claim claim, AttemptContext context) {
                return Outcome.completed();
            }

            @Override
            public void endOrphan(Claim lost) {
                ended.add(lost);
            }
        };
        AttemptMiddleware first = (attempt, next) -> next.run();
        Surrounded.by(List.of(first, first), executor).endOrphan(null);

        assertThat(ended).hasSize(1);
        assertThat(Surrounded.by(List.of(), executor)).isSameAs(executor);
        assertThatThrownBy(() -> bench.builder().around(null)).hasMessage("middleware is null");
    }
}
