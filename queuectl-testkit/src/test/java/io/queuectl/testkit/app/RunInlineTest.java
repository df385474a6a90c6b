package io.queuectl.testkit.app;

import static io.queuectl.testkit.app.QueueAssertions.assertThatQueue;
import static org.assertj.core.api.Assertions.assertThat;

import io.queuectl.api.Failure;
import io.queuectl.api.JobType;
import io.queuectl.api.LogLine;
import io.queuectl.api.Payload;
import io.queuectl.api.PayloadCodec;
import io.queuectl.core.spi.Outcome;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** One attempt on the calling thread: decode, middleware, handler, outcome, and nothing in the store. */
class RunInlineTest {

    private static final JobType<String> GREET = JobType.text("greet");
    private static final JobType<Integer> NUMBER =
            JobType.of("number", PayloadCodec.of(value -> Payload.of("n"), payload -> Integer.valueOf(payload.text())));

    private final AtomicReference<Thread> thread = new AtomicReference<>();
    private final AtomicInteger around = new AtomicInteger();

    @RegisterExtension
    final QueueTest queue = QueueTest.inMemory()
            .handle(
                    GREET,
                    (name, context) -> {
                        thread.set(Thread.currentThread());
                        context.extend(Duration.ofMinutes(1));
                        context.log("attempt " + context.attempt() + " of " + context.maxAttempts() + " on "
                                + context.queue() + " as " + context.id());
                        if (name.isEmpty()) {
                            throw new IllegalArgumentException("nobody to greet");
                        }
                    },
                    on -> on.maxAttempts(7).timeout(Duration.ofSeconds(1)))
            .handle(NUMBER, (value, context) -> {})
            .with(builder -> builder.around((attempt, next) -> {
                around.incrementAndGet();
                return next.run();
            }));

    @Test
    void aJobRunsOnTheCallingThreadAndLeavesTheQueueAlone() {
        InlineRun run = queue.runInline(GREET.of("Ann").queue("media"));

        assertThat(run.outcome()).isEqualTo(Outcome.completed());
        assertThat(run.log()).extracting(LogLine::text).containsExactly("attempt 1 of 7 on media as inline");
        assertThat(thread).hasValue(Thread.currentThread());
        assertThat(around).hasValue(1);
        assertThatQueue(queue).hasNoJobs();
    }

    @Test
    void whatAHandlerThrowsIsInTheOutcome() {
        assertThat(failure(queue.runInline(GREET.of("").id("chosen"))).message())
                .isEqualTo("nobody to greet");
    }

    @Test
    void aPayloadThatDoesNotComeBackFromItsCodecFails() {
        assertThat(failure(queue.runInline(NUMBER.of(1))).type()).isEqualTo(NumberFormatException.class.getName());
    }

    @Test
    void aKindWithoutHandlerFails() {
        assertThat(failure(queue.runInline(JobType.text("unknown").of(""))).message())
                .contains("no handler for kind unknown");
    }

    private static Failure failure(InlineRun run) {
        assertThat(run.outcome()).isInstanceOf(Outcome.Failed.class);
        return run.outcome().failure();
    }
}
