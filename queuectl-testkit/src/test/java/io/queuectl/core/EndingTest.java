package io.queuectl.core;

import static io.queuectl.core.WorkBench.KIND;
import static io.queuectl.core.WorkBench.job;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

import io.queuectl.api.Attempt;
import io.queuectl.api.AttemptEnd;
import io.queuectl.api.Counters;
import io.queuectl.api.JobContext;
import io.queuectl.api.JobHandler;
import io.queuectl.api.JobId;
import io.queuectl.api.JobState;
import io.queuectl.api.JobType;
import io.queuectl.api.JobView;
import io.queuectl.core.spi.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How a handler ends its attempt otherwise than by being done or by failing. */
class EndingTest {

    private static final JobType<String> TYPE = JobType.text(KIND);

    private final WorkBench bench = new WorkBench();

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void aSnoozedJobRunsAgainWhenItsTimeHasComeAtTheCostOfNoAttempt() {
        Instant open = bench.clock.instant().plus(WorkBench.BACKOFF);
        QueueCtl queue = working((text, context) -> {
            if (bench.clock.instant().isBefore(open)) {
                context.snooze(WorkBench.BACKOFF);
            }
        });
        JobId id = queue.enqueue(job().maxAttempts(1));

        JobView waiting = awaitReleases(id, 1);
        assertThat(waiting.state()).isEqualTo(JobState.PENDING);
        assertThat(waiting.counters()).isEqualTo(new Counters(0, 0, 1));
        assertThat(waiting.runAt()).isEqualTo(bench.clock.instant().plus(WorkBench.BACKOFF));
        bench.clock.step(WorkBench.BACKOFF);
        JobView done = bench.awaitState(id, JobState.COMPLETED);
        assertThat(done.counters()).isEqualTo(new Counters(1, 0, 1));
        assertThat(bench.data.queries().attempts(id))
                .extracting(Attempt::end)
                .containsExactly(AttemptEnd.SNOOZED, AttemptEnd.COMPLETED);
    }

    @Test
    void aJobThatSaysWhenToRetryIsDueThen() {
        Instant due = bench.clock.instant().plus(Duration.ofHours(7));
        QueueCtl queue = working((text, context) -> context.retryAt(due, "closed until then"));

        JobView failed = bench.awaitState(queue.enqueue(job()), JobState.FAILED);

        assertThat(failed.runAt()).isEqualTo(due);
        assertThat(failed.error()).isEqualTo("closed until then");
        assertThat(failed.counters()).isEqualTo(new Counters(1, 0, 0));
    }

    @Test
    void aDiscardedJobIsDeadThoughItHadAttemptsLeft() {
        JobView dead = end(JobState.DEAD, context -> context.discard("no such customer"));

        assertThat(dead.error()).isEqualTo("no such customer");
        assertThat(dead.counters()).isEqualTo(new Counters(1, 0, 0));
        assertThat(bench.data.queries().attempts(dead.id()))
                .extracting(Attempt::end)
                .containsExactly(AttemptEnd.DISCARDED);
    }

    @Test
    void aJobMayWithdrawItself() {
        assertThat(end(JobState.CANCELLED, context -> context.cancel("superseded"))
                        .error())
                .isEqualTo("superseded");
    }

    @Test
    void theLastEndAskedForCounts() {
        end(JobState.CANCELLED, context -> {
            context.snooze(Duration.ofMinutes(5));
            context.discard("no");
            context.cancel("rather");
        });
    }

    @Test
    void anExceptionCountsInsteadOfTheEndAskedFor() {
        JobView failed = end(JobState.FAILED, context -> {
            context.discard("no");
            throw new IllegalStateException("broken");
        });

        assertThat(failed.error()).isEqualTo("broken");
    }

    @Test
    void aDelayThatIsNoneIsRefusedAtOnce() {
        AtomicReference<Throwable> refused = new AtomicReference<>();
        end(JobState.COMPLETED, context -> {
            try {
                context.snooze(Duration.ofSeconds(-1));
            } catch (IllegalArgumentException expected) {
                refused.set(expected);
            }
        });

        assertThat(refused.get()).hasMessageContaining("PT-1S");
    }

    @Test
    void anExceptionEndsItsJobAsItsHandlersOptionsSay() {
        QueueCtl queue = working(
                (text, context) -> {
                    switch (text) {
                        case "discard" -> throw new IllegalArgumentException("bad data");
                        case "cancel" -> throw new UnsupportedOperationException("not here");
                        case "snooze" -> throw new Busy();
                        case "retry" -> throw new Limited(Duration.ofMinutes(3));
                        default -> throw new IllegalStateException("anything else");
                    }
                },
                options -> options.discardOn(IllegalArgumentException.class, ClassCastException.class)
                        .cancelOn(UnsupportedOperationException.class)
                        .snoozeOn(Busy.class, Duration.ofMinutes(2))
                        .retryAfter(Limited.class, limited -> limited.wait));

        assertThat(bench.awaitState(queue.enqueue(TYPE.of("discard")), JobState.DEAD)
                        .error())
                .isEqualTo("bad data");
        bench.awaitState(queue.enqueue(TYPE.of("cancel")), JobState.CANCELLED);
        assertThat(awaitReleases(queue.enqueue(TYPE.of("snooze")), 1).runAt())
                .isEqualTo(bench.clock.instant().plus(Duration.ofMinutes(2)));
        assertThat(bench.awaitState(queue.enqueue(TYPE.of("retry")), JobState.FAILED)
                        .runAt())
                .isEqualTo(bench.clock.instant().plus(Duration.ofMinutes(3)));
        assertThat(bench.awaitState(queue.enqueue(TYPE.of("other")), JobState.FAILED)
                        .runAt())
                .isEqualTo(bench.clock.instant().plus(WorkBench.BACKOFF));
    }

    @Test
    void anExceptionThatCannotSayWhenIsOneAsAnyOther() {
        QueueCtl queue = working(
                (text, context) -> {
                    throw new Limited(Duration.ofSeconds(-3));
                },
                options -> options.retryAfter(Limited.class, limited -> limited.wait));

        assertThat(bench.awaitState(queue.enqueue(job()), JobState.FAILED).runAt())
                .isEqualTo(bench.clock.instant().plus(WorkBench.BACKOFF));
    }

    @Test
    void anExecutorMayNotAnswerWhatIsTheEnginesToSay() {
        QueueCtl queue = bench.working(1, (claim, context) -> new Outcome.Lost("somebody"));

        assertThat(bench.awaitState(queue.enqueue(job().maxAttempts(1)), JobState.DEAD)
                        .error())
                .contains("answered Lost");
    }

    @Test
    void aDelayOfARuleIsCheckedWhereItIsWritten() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> bench.builder()
                        .handle(
                                TYPE,
                                (text, context) -> {},
                                options -> options.snoozeOn(Busy.class, Duration.ofSeconds(-1))));
    }

    private JobView end(JobState state, Consumer<JobContext> ending) {
        QueueCtl queue = working((text, context) -> ending.accept(context));
        return bench.awaitState(queue.enqueue(job()), state);
    }

    private QueueCtl working(JobHandler<String> handler) {
        return working(handler, options -> {});
    }

    private QueueCtl working(JobHandler<String> handler, Consumer<HandlerOptions> options) {
        return bench.working(1, bench.builder().handle(TYPE, handler, options));
    }

    private JobView awaitReleases(JobId id, int releases) {
        await().until(() -> bench.view(id).counters().releases() == releases);
        return bench.view(id);
    }

    private static final class Busy extends RuntimeException {

        private static final long serialVersionUID = 1L;
    }

    private static final class Limited extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final transient Duration wait;

        Limited(Duration wait) {
            this.wait = wait;
        }
    }
}
