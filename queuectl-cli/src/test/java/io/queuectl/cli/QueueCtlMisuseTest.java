package io.queuectl.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.queuectl.api.JobId;
import io.queuectl.api.JobRequest;
import io.queuectl.api.JobState;
import io.queuectl.api.JobType;
import io.queuectl.api.JobView;
import io.queuectl.core.QueueCtl;
import io.queuectl.core.QueueCtlBuilder;
import io.queuectl.core.spi.StopMode;
import io.queuectl.testkit.MemoryJobStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The library in wrong hands: each mistake is named where it is made, and leaves no job behind. */
class QueueCtlMisuseTest {

    private static final JobType<String> MAIL = JobType.text("mail");

    private final MemoryJobStore store = new MemoryJobStore();
    private final List<QueueCtl> built = new ArrayList<>();

    @AfterEach
    void close() {
        built.forEach(QueueCtl::close);
    }

    @Test
    @SuppressWarnings("NullAway")
    void whatIsMissingIsNamed() {
        QueueCtlBuilder builder = QueueCtl.builder();

        assertThatThrownBy(builder::build)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("store");
        assertThatThrownBy(() -> builder.store(null)).hasMessageContaining("store");
        assertThatThrownBy(() -> builder.handle(MAIL, null)).hasMessageContaining("handler");
        assertThatThrownBy(() -> builder.handle(null, (mail, context) -> {})).hasMessageContaining("type");
        assertThatThrownBy(() -> builder.listener(null)).hasMessageContaining("listener");
        assertThatThrownBy(() -> queue(builder).enqueue((JobRequest) null)).hasMessageContaining("request");
        assertNoJob();
    }

    @Test
    void durationsAndNumbersOutOfRangeAreRefused() {
        QueueCtl queue = queue(QueueCtl.builder());
        Duration negative = Duration.ofSeconds(-1);

        assertThatThrownBy(() -> queue.enqueue(MAIL.of("x").delay(negative)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> queue.enqueue(MAIL.of("x").timeout(negative)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> queue.enqueue(MAIL.of("x").maxAttempts(0)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> queue.enqueue(MAIL.of("x").backoff("soon")))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> QueueCtl.builder().store(store).lease(negative).build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("lease");
        assertNoJob();
    }

    @Test
    void aQueueIsStartedOnce() {
        QueueCtl queue = queue(QueueCtl.builder().handle(MAIL, (mail, context) -> {}));
        queue.start(workers -> workers.queue("default", 1));

        assertThatThrownBy(() -> queue.start(workers -> workers.queue("default", 1)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("started before");
    }

    @Test
    void aClosedQueueSaysSo() {
        QueueCtl queue = queue(QueueCtl.builder());
        queue.close();
        queue.close();

        assertThatThrownBy(() -> queue.enqueue(MAIL.of("x")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("closed");
        assertThatThrownBy(() -> queue.find(JobId.of("1"))).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> queue.start(workers -> workers.queue("default", 1)))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aTypeHasOneHandler() {
        QueueCtlBuilder builder = QueueCtl.builder().handle(MAIL, (mail, context) -> {});

        assertThatThrownBy(() -> builder.handle(MAIL, (mail, context) -> {}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("mail");
    }

    @Test
    void aListenerThatThrowsDisturbsNobody() throws InterruptedException {
        QueueCtl queue =
                queue(QueueCtl.builder().handle(MAIL, (mail, context) -> {}).listener(event -> {
                    throw new IllegalStateException("listener of " + event.id());
                }));
        queue.start(workers -> workers.queue("default", 1));

        Optional<JobView> first = queue.await(queue.enqueue(MAIL.of("a")), Duration.ofSeconds(20));
        Optional<JobView> second = queue.await(queue.enqueue(MAIL.of("b")), Duration.ofSeconds(20));
        queue.requestStop(StopMode.DRAIN);

        assertThat(first).get().extracting(JobView::state).isEqualTo(JobState.COMPLETED);
        assertThat(second).get().extracting(JobView::state).isEqualTo(JobState.COMPLETED);
    }

    private QueueCtl queue(QueueCtlBuilder builder) {
        QueueCtl queue = builder.store(store).build();
        built.add(queue);
        return queue;
    }

    private void assertNoJob() {
        assertThat(store.queries().counts()).isEmpty();
    }
}
