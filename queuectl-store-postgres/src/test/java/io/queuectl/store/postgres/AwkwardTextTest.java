package io.queuectl.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.queuectl.api.JobId;
import io.queuectl.api.JobRequest;
import io.queuectl.api.JobState;
import io.queuectl.api.JobView;
import io.queuectl.api.Payload;
import io.queuectl.core.QueueCtl;
import io.queuectl.core.spi.JobStore;
import io.queuectl.core.spi.Outcome;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What a handler says reaches the database whatever characters are in it. */
class AwkwardTextTest {

    private static final String AWKWARD = "zero \0 and half a pair \ud83d of";

    @Test
    void aJobEndsThoughItSaysWhatTheDatabaseCannotStore() throws InterruptedException {
        try (PostgresFixture fixture = new PostgresFixture();
                JobStore reader = fixture.open();
                QueueCtl queue = QueueCtl.builder()
                        .store(fixture.open())
                        .executor(
                                "awkward",
                                (claim, context) -> {
                                    context.log(AWKWARD);
                                    return Outcome.failed("planned", AWKWARD);
                                },
                                options -> {})
                        .build()) {
            queue.start(workers -> workers.queue("default", 1));
            JobId id = queue.enqueue(JobRequest.of("awkward", Payload.of("x")).maxAttempts(1));

            JobView job = queue.await(id, Duration.ofSeconds(10)).orElseThrow();

            assertThat(job.state()).isEqualTo(JobState.DEAD);
            assertThat(job.error()).startsWith("zero \uFFFD and half a pair");
            assertThat(reader.queries().logs(id, 0, 10))
                    .singleElement()
                    .satisfies(entry -> assertThat(entry.line().text()).startsWith("zero \uFFFD and half a pair"));
        }
    }
}
