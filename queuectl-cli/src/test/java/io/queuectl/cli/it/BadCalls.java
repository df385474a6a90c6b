package io.queuectl.cli.it;

import static io.queuectl.cli.it.BadRow.played;
import static io.queuectl.cli.it.TestedStore.POSTGRES;
import static io.queuectl.cli.it.TestedStore.SQLITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.queuectl.api.JobHandler;
import io.queuectl.api.JobId;
import io.queuectl.api.JobRequest;
import io.queuectl.api.JobState;
import io.queuectl.api.JobType;
import io.queuectl.api.JobView;
import io.queuectl.core.QueueCtl;
import io.queuectl.core.QueueCtlBuilder;
import io.queuectl.core.spi.JobStore;
import io.queuectl.core.spi.StoreProvider;
import java.sql.Connection;
import java.time.Duration;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.NullUnmarked;

/** The library in wrong hands, row 60: each mistake is named where it is made, and leaves no job behind. {@code MisuseTest} tries every argument. */
@NullUnmarked
final class BadCalls {

    private static final JobType<String> MAIL = JobType.text("mail");

    private BadCalls() {}

    static Stream<BadRow> rows() {
        return Stream.of(
                call("no job", queue -> argument(() -> queue.enqueue((JobRequest) null), "job request is null")),
                call("no handler", queue -> argument(() -> handlers().handle(MAIL, none()), "handler of kind mail")),
                call(
                        "a delay before now",
                        queue -> argument(() -> queue.enqueue(MAIL.of("x").delay(Duration.ofSeconds(-1))), "PT-1S")),
                call(
                        "a second handler of a type",
                        queue -> argument(
                                () -> handlers().handle(MAIL, (mail, context) -> {}),
                                "kind mail has a handler already")),
                call("a second start", BadCalls::startedTwice),
                call("a call after the close", BadCalls::usedAfterItsClose),
                call("a listener that throws", BadCalls::listenerThrows),
                played(60, "a transaction that is rolled back", BadCalls::rolledBack)
                        .given(place -> place.run("enqueue", "true").exits(0))
                        .on(SQLITE, POSTGRES));
    }

    /** What is done with a queue on the database of the place. */
    @FunctionalInterface
    private interface Call {
        void with(QueueCtl queue) throws Exception;
    }

    private static BadRow call(String what, Call call) {
        return played(60, what, place -> {
                    try (QueueCtl queue = handlers()
                            .listener(event -> {
                                throw new IllegalStateException("listener of " + event.id());
                            })
                            .store(store(place))
                            .build()) {
                        call.with(queue);
                    }
                    assertThat(place.database().jobs().count(JobState.PENDING)).isZero();
                })
                .given(place -> {})
                .onEveryStore();
    }

    private static QueueCtlBuilder handlers() {
        return QueueCtl.builder().handle(MAIL, (mail, context) -> {});
    }

    private static JobHandler<String> none() {
        return null;
    }

    private static void startedTwice(QueueCtl queue) {
        queue.start(workers -> workers.queue("default", 1));
        state(() -> queue.start(workers -> workers.queue("default", 1)), "started before");
    }

    private static void usedAfterItsClose(QueueCtl queue) {
        queue.close();
        queue.close();
        state(() -> queue.enqueue(MAIL.of("x")), "closed");
        state(() -> queue.find(JobId.of("1")), "closed");
        state(() -> queue.start(workers -> workers.queue("default", 1)), "closed");
    }

    private static void listenerThrows(QueueCtl queue) throws InterruptedException {
        queue.start(workers -> workers.queue("default", 1));
        for (String text : new String[] {"a", "b"}) {
            assertThat(queue.await(queue.enqueue(MAIL.of(text)), Duration.ofSeconds(20)))
                    .map(JobView::state)
                    .contains(JobState.COMPLETED);
        }
    }

    private static void rolledBack(BadPlace place) throws Exception {
        place.watchTables();
        Object before = place.watched();
        try (QueueCtl queue = handlers().store(store(place)).build();
                Connection connection = place.database().connect()) {
            connection.setAutoCommit(false);
            queue.enqueue(connection, MAIL.of("x"));
            connection.rollback();
        }
        assertThat(place.watched()).isEqualTo(before);
    }

    private static JobStore store(BadPlace place) {
        return place.database().jobs().open(StoreProvider.OpenMode.WRITE);
    }

    private static void argument(ThrowingCallable call, String message) {
        assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class).hasMessageContaining(message);
    }

    private static void state(ThrowingCallable call, String message) {
        assertThatThrownBy(call).isInstanceOf(IllegalStateException.class).hasMessageContaining(message);
    }
}
