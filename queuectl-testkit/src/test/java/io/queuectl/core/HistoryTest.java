package io.queuectl.core;

import static io.queuectl.core.WorkBench.KIND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.queuectl.api.Attempt;
import io.queuectl.api.AttemptEnd;
import io.queuectl.api.Failure;
import io.queuectl.api.JobId;
import io.queuectl.api.JobState;
import io.queuectl.api.JobType;
import io.queuectl.api.LogLine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What an application reads of the past of a job. */
class HistoryTest {

    private static final JobType<String> MAIL = JobType.text(KIND);

    private final WorkBench bench = new WorkBench();

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void everyAttemptShowsItsTimesItsErrorWithAllCausesAndItsOwnLog() {
        QueueCtl queue = bench.working(1, bench.builder().handle(MAIL, (text, context) -> {
            context.log("attempt " + context.attempt());
            bench.step(Duration.ofSeconds(2));
            if (context.attempt() == 1) {
                throw new UncheckedIOException("cannot send", new IOException("connection reset"));
            }
            context.log("sent");
        }));
        JobId id = queue.enqueue(MAIL.of("ann"));
        bench.awaitState(id, JobState.FAILED);
        bench.step(WorkBench.BACKOFF);
        bench.awaitState(id, JobState.COMPLETED);

        List<Attempt> attempts = queue.attempts(id);
        assertThat(attempts).extracting(Attempt::end).containsExactly(AttemptEnd.FAILED, AttemptEnd.COMPLETED);
        assertThat(attempts)
                .allSatisfy(attempt -> assertThat(Duration.between(attempt.startedAt(), attempt.endedAt()))
                        .isEqualTo(Duration.ofSeconds(2)));
        Failure failure = attempts.get(0).failure();
        assertThat(failure.message()).isEqualTo("cannot send");
        assertThat(failure.detail()).contains("Caused by: java.io.IOException: connection reset");
        await().until(() -> queue.log(id, attempts.get(1).ordinal()).size() == 2);
        assertThat(queue.log(id, attempts.get(0).ordinal()))
                .extracting(LogLine::text)
                .containsExactly("attempt 1");
        assertThat(queue.log(id, attempts.get(1).ordinal()))
                .extracting(LogLine::text)
                .containsExactly("attempt 2", "sent");
    }

    @Test
    void aLongLogIsReadToItsEndAndAnEndlessOneToItsBound() {
        QueueCtl queue = bench.working(1, bench.builder().handle(MAIL, (text, context) -> {
            for (int i = 0; i < Integer.parseInt(text); i++) {
                context.log("line " + i);
            }
        }));
        JobId longOne = queue.enqueue(MAIL.of("2500"));
        JobId endless = queue.enqueue(MAIL.of("10500"));
        bench.awaitState(longOne, JobState.COMPLETED);
        bench.awaitState(endless, JobState.COMPLETED);

        assertThat(queue.log(longOne, 1)).hasSize(2_500);
        assertThat(queue.log(longOne, 1).get(2_499).text()).isEqualTo("line 2499");
        assertThat(queue.log(endless, 1)).hasSize(AttemptLog.MOST);
        assertThat(queue.log(JobId.of("nobody"), 1)).isEmpty();
        assertThat(queue.attempts(JobId.of("nobody"))).isEmpty();
    }
}
