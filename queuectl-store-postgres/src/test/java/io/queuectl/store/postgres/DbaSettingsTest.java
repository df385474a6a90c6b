package io.queuectl.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.queuectl.api.JobId;
import io.queuectl.api.JobRequest;
import io.queuectl.api.JobView;
import io.queuectl.api.Payload;
import io.queuectl.core.QueueCtl;
import io.queuectl.core.spi.JobStore;
import io.queuectl.core.spi.Outcome;
import io.queuectl.testkit.postgres.Address;
import io.queuectl.testkit.postgres.Scratch;
import io.queuectl.testkit.postgres.TestPostgres;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/** Whatever an administrator decides about the role and its sessions, nothing is lost, doubled or stuck. */
class DbaSettingsTest {

    private static final long HELD_NANOS = Duration.ofMillis(600).toNanos();

    private Scratch schema;
    private AppRole role;
    private LoadRig rig;

    @BeforeEach
    void open() throws SQLException {
        schema = TestPostgres.schema();
        role = new AppRole(schema);
        rig = new LoadRig(Duration.ofSeconds(10));
    }

    @AfterEach
    void close() throws SQLException {
        rig.close();
        role.close();
        schema.close();
    }

    @Test
    void timeLimitsOfTheRoleCutStatementsShort() throws SQLException {
        role.alter(
                "SET statement_timeout = '200ms'",
                "SET lock_timeout = '100ms'",
                "SET idle_in_transaction_session_timeout = '1s'");
        rig.two(this::store);
        rig.awaitProgress(20);
        for (int time = 0; time < 3; time++) {
            holdEveryJob();
            rig.awaitRecovery();
        }
        rig.end("time limits test: 3 locks of 600 ms", this::store);
    }

    private void holdEveryJob() throws SQLException {
        try (Connection admin = schema.address().connect();
                Statement statement = admin.createStatement()) {
            admin.setAutoCommit(false);
            statement.execute("LOCK TABLE " + schema.name() + ".job IN ACCESS EXCLUSIVE MODE");
            LockSupport.parkNanos(HELD_NANOS);
            admin.commit();
        }
    }

    @Test
    void transactionsAreSerializableByDefault() throws SQLException {
        role.alter("SET default_transaction_isolation = 'serializable'", "SET default_transaction_deferrable = 'on'");
        rig.two(this::store).node(this::store);
        rig.awaitProgress(300);
        rig.end("serializable test", this::store);
    }

    @Test
    void transactionsAreReadOnlyByDefault() throws SQLException {
        try (JobStore migrated = store()) {
            assertThat(migrated.queries().counts()).isEmpty();
        }
        role.alter("SET default_transaction_read_only = 'on'");
        rig.two(this::store);
        rig.awaitProgress(100);
        rig.end("read-only by default test", this::store);
    }

    @Test
    void sessionsHaveATimeZoneUnlikeTheJvms() throws InterruptedException {
        Duration delay = Duration.ofMillis(500);
        DataSource inNepal = inTimeZone(role.address(), "Asia/Kathmandu");
        DataSource inNewfoundland = inTimeZone(role.address(), "America/St_Johns");
        Instant before = Instant.now();
        try (JobStore reader = PostgresStore.open(inNewfoundland, options());
                QueueCtl queue = QueueCtl.builder()
                        .store(PostgresStore.open(inNepal, options()))
                        .executor("timed", (claim, context) -> Outcome.completed(), options -> {})
                        .build()) {
            queue.start(workers -> workers.queue("default", 1));
            JobId id = queue.enqueue(JobRequest.of("timed", Payload.of("x")).delay(delay));
            assertThat(queue.await(id, Duration.ofSeconds(30))).isPresent();
            JobView job = reader.queries().find(id).orElseThrow();
            Instant after = Instant.now();

            assertThat(job.createdAt()).isBetween(before.minusSeconds(1), after);
            assertThat(job.runAt()).isBetween(before.plus(delay).minusSeconds(1), after);
            assertThat(job.startedAt()).isAfterOrEqualTo(job.runAt()).isBeforeOrEqualTo(after.plusSeconds(1));
            assertThat(job.finishedAt()).isAfterOrEqualTo(job.startedAt());
            assertThat(reader.nodes().roster())
                    .singleElement()
                    .satisfies(node ->
                            assertThat(node.renewedAt()).isBetween(before.minusSeconds(1), after.plusSeconds(1)));
        }
    }

    private JobStore store() {
        return PostgresStore.open(role.address().dataSource(), options());
    }

    private PostgresOptions options() {
        return PostgresOptions.DEFAULTS.schema(schema.name());
    }

    /** The driver tells the server the zone of the JVM, whatever the role's is: a pool or an application may set another. */
    private static DataSource inTimeZone(Address address, String zone) {
        PGSimpleDataSource source = new PGSimpleDataSource() {
            private static final long serialVersionUID = 1L;

            @Override
            public Connection getConnection() throws SQLException {
                Connection connection = super.getConnection();
                try (Statement statement = connection.createStatement()) {
                    statement.execute("SET TIME ZONE '" + zone + "'");
                }
                return connection;
            }
        };
        source.setUrl(address.url());
        source.setUser(address.user());
        source.setPassword(address.password());
        return source;
    }
}
