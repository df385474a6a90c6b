package io.queuectl.core;

import static io.queuectl.core.WorkBench.KIND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.queuectl.api.AttemptEnd;
import io.queuectl.api.JobEvent;
import io.queuectl.api.JobId;
import io.queuectl.api.JobState;
import io.queuectl.core.spi.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who wants to know of dead letters is told of each, once. */
class DeadLetterTest {

    private final WorkBench bench = new WorkBench();
    private final List<JobEvent.Settled> dead = new CopyOnWriteArrayList<>();

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void aJobThatDiesIsToldOfOnceAndNoOther() {
        QueueCtl queue = bench.working(
                1,
                bench.builder()
                        .deadLetterListener(dead::add)
                        .executor(
                                KIND,
                                (claim, context) -> claim.id().text().startsWith("bad")
                                        ? Outcome.failed("test", "no")
                                        : Outcome.completed(),
                                options -> {}));
        JobId bad = queue.enqueue(WorkBench.job().id("bad").maxAttempts(2).backoff("fixed(delay=PT0S,jitter=none)"));
        bench.awaitState(bad, JobState.DEAD);
        JobId good = queue.enqueue(WorkBench.job().id("good"));
        bench.awaitState(good, JobState.COMPLETED);
        queue.close();

        assertThat(dead).hasSize(1);
        assertThat(dead.get(0).id()).isEqualTo(bad);
        assertThat(dead.get(0).end()).isEqualTo(AttemptEnd.FAILED);
        assertThat(dead.get(0).failure())
                .extracting(failure -> failure.message())
                .isEqualTo("no");
    }

    @Test
    void aListenerThatThrowsHarmsNoOther() {
        QueueCtl queue = bench.working(
                1,
                bench.builder()
                        .deadLetterListener(end -> {
                            throw new IllegalStateException("planted");
                        })
                        .deadLetterListener(dead::add)
                        .executor(KIND, (claim, context) -> Outcome.discarded("no"), options -> {}));
        queue.enqueueAll(List.of(WorkBench.job(), WorkBench.job()));

        await().atMost(Duration.ofSeconds(20)).until(() -> dead.size() == 2);
    }
}
