package io.queuectl.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.queuectl.api.JobId;
import io.queuectl.api.JobState;
import io.queuectl.api.JobType;
import io.queuectl.api.JobView;
import io.queuectl.core.QueueCtl;
import io.queuectl.core.spi.JobStore;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;

/** Who brings work tells the nodes of other processes, if one of them is idle and only then. */
class BellTest {

    private static final JobType<String> MAIL = JobType.text("mail");

    private final PostgresFixture fixture = new PostgresFixture();
    private final Channel channel = Channel.of(fixture.options().schema());

    @AfterEach
    void drop() {
        fixture.close();
    }

    /** A poll interval of a minute: only a notification can be the reason. */
    @Test
    void anIdleNodeOfAnotherProcessStartsTheJobWithoutAPoll() throws Exception {
        try (QueueCtl worker = queue(fixture.open());
                QueueCtl producer = queue(fixture.open())) {
            worker.start(workers -> workers.queue("default", 2));
            awaitIdle();
            for (int i = 0; i < 5; i++) {
                JobId id = producer.enqueue(MAIL.of("x"));
                assertThat(producer.await(id, Duration.ofSeconds(20)))
                        .map(JobView::state)
                        .contains(JobState.COMPLETED);
            }
        }
    }

    @Test
    void aProcessThatEndsAtOnceHasToldOfItsJob() throws Exception {
        try (QueueCtl worker = queue(fixture.open())) {
            worker.start(workers -> workers.queue("default", 2));
            awaitIdle();
            JobId id;
            try (QueueCtl producer = queue(fixture.open())) {
                id = producer.enqueue(MAIL.of("x"));
            }
            assertThat(worker.await(id, Duration.ofSeconds(20)))
                    .map(JobView::state)
                    .contains(JobState.COMPLETED);
        }
    }

    @Test
    void whereNobodyIsIdleNobodyIsNotified() throws SQLException {
        try (JobStore store = fixture.open();
                Connection listener = listener();
                QueueCtl producer = queue(store)) {
            producer.enqueue(MAIL.of("x"));
            Awaitility.await().until(() -> hasRung(listener));

            assertThat(heard(listener)).isEmpty();
            run(listener, channel.announceIdle());
            producer.enqueue(MAIL.of("y"));
            Awaitility.await().until(() -> !heard(listener).isEmpty());
        }
    }

    @Test
    void aCallersTransactionTellsWhenItCommits() throws Exception {
        try (QueueCtl worker = queue(fixture.open());
                QueueCtl producer = queue(fixture.open());
                Connection connection = fixture.connect()) {
            worker.start(workers -> workers.queue("default", 2));
            awaitIdle();
            connection.setAutoCommit(false);
            JobId id = producer.enqueue(connection, MAIL.of("x"));
            connection.commit();

            assertThat(producer.await(id, Duration.ofSeconds(20)))
                    .map(JobView::state)
                    .contains(JobState.COMPLETED);
        }
    }

    private static QueueCtl queue(JobStore store) {
        return QueueCtl.builder()
                .store(store)
                .pollInterval(Duration.ofMinutes(1))
                .handle(MAIL, (text, context) -> {})
                .build();
    }

    /** Until some session holds the lock of idle nodes. */
    private void awaitIdle() throws SQLException {
        try (Connection connection = fixture.connect()) {
            Awaitility.await()
                    .until(() -> count(
                                    connection,
                                    "SELECT COUNT(*) FROM pg_locks WHERE locktype = 'advisory' AND mode = 'ShareLock' AND granted AND ((classid::bigint << 32) | objid::bigint) = "
                                            + channel.lock())
                            > 0);
        }
    }

    /** Whether the statement of the bell was run by some session. */
    private static boolean hasRung(Connection connection) throws SQLException {
        return count(
                        connection,
                        "SELECT COUNT(*) FROM pg_stat_activity WHERE query LIKE '%pg_notify%' AND state = 'idle' AND pid <> pg_backend_pid()")
                > 0;
    }

    private Connection listener() throws SQLException {
        Connection connection = fixture.connect();
        run(connection, channel.listen());
        return connection;
    }

    private static List<PGNotification> heard(Connection listener) throws SQLException {
        run(listener, "SELECT 1");
        return new ArrayList<>(List.of(listener.unwrap(PGConnection.class).getNotifications()));
    }

    private static void run(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static long count(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }
}
