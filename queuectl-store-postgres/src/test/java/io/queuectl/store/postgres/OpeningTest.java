package io.queuectl.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.queuectl.api.JobId;
import io.queuectl.api.JobState;
import io.queuectl.api.JobType;
import io.queuectl.api.JobView;
import io.queuectl.api.StoreException;
import io.queuectl.api.StoreException.Reason;
import io.queuectl.core.QueueCtl;
import io.queuectl.core.spi.JobStore;
import io.queuectl.core.spi.StoreInfo;
import io.queuectl.store.sql.Migrator;
import io.queuectl.testkit.postgres.Address;
import io.queuectl.testkit.postgres.Scratch;
import io.queuectl.testkit.postgres.TestPostgres;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Databases on their way to being open: new, shared, locked down, of another version. */
class OpeningTest {

    private static final JobType<String> MAIL = JobType.text("mail");

    private Scratch database;

    @BeforeEach
    void create() {
        database = TestPostgres.database();
    }

    @AfterEach
    void drop() {
        database.close();
    }

    @Test
    void aSchemaOfItsOwnIsCreated() throws SQLException {
        try (JobStore store = PostgresStore.open(address().dataSource())) {
            StoreInfo info = store.info();

            assertThat(info.name()).isEqualTo("PostgreSQL");
            assertThat(info.schema()).isEqualTo(3);
            assertThat(info.durability()).contains("survives a crash of the server", "synchronous_commit=on");
            assertThat(info.location()).contains(database.name(), "schema queuectl");
        }
        assertThat(text("SELECT COUNT(*) FROM queuectl.jobs")).isEqualTo("0");
    }

    @Test
    void aPasswordInTheUrlIsNeverSaidAgain() throws SQLException {
        Address open = address().with("password", "topsecret");
        try (JobStore store = PostgresStore.open(open.dataSource())) {
            assertThat(store.info().location()).doesNotContain("topsecret");
        }
    }

    @Test
    void eightThatOpenTogetherMigrateOnce() throws Exception {
        CyclicBarrier start = new CyclicBarrier(8);
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Future<Integer>> all = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                all.add(threads.submit(() -> {
                    start.await();
                    try (JobStore store = PostgresStore.open(address().dataSource())) {
                        return store.info().schema();
                    }
                }));
            }
            for (Future<Integer> each : all) {
                assertThat(each.get(60, TimeUnit.SECONDS)).isEqualTo(3);
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(text("SELECT COUNT(*) FROM queuectl.queuectl_schema")).isEqualTo("3");
    }

    @Test
    void aNewerSchemaIsRefusedWithBothVersions() throws SQLException {
        PostgresStore.open(address().dataSource()).close();
        address().run("INSERT INTO queuectl.queuectl_schema VALUES (99, 'future', 'x', 'then')");

        StoreException refused = refused(PostgresOptions.DEFAULTS);
        assertThat(refused.reason()).isEqualTo(Reason.SCHEMA);
        assertThat(refused).hasMessageContaining("99").hasMessageContaining("knows up to 3");
    }

    @Test
    void aSchemaWithATableOfAnotherApplicationIsRefusedUntouched() throws SQLException {
        address()
                .run(
                        "CREATE SCHEMA theirs",
                        "CREATE TABLE theirs.log (line text)",
                        "CREATE TABLE theirs.users (name text)");

        for (PostgresOptions options : List.of(PostgresOptions.DEFAULTS, PostgresOptions.DEFAULTS.readOnly())) {
            StoreException refused = refused(options.schema("theirs"));
            assertThat(refused.reason()).isEqualTo(Reason.FOREIGN);
            assertThat(refused).hasMessageContaining("schema theirs").hasMessageContaining("table log");
        }
        assertThat(
                        text(
                                "SELECT string_agg(tablename, ' ' ORDER BY tablename) FROM pg_tables WHERE schemaname = 'theirs'"))
                .isEqualTo("log users");

        address().run("DROP TABLE theirs.log");
        PostgresStore.open(address().dataSource(), PostgresOptions.DEFAULTS.schema("theirs"))
                .close();
    }

    @Test
    void validatingCreatesNothing() throws SQLException {
        PostgresOptions validating = PostgresOptions.DEFAULTS.migration(Migrator.Mode.VALIDATE);

        assertThat(refused(validating).reason()).isEqualTo(Reason.SCHEMA);
        assertThat(refused(PostgresOptions.DEFAULTS.readOnly()).reason()).isEqualTo(Reason.SCHEMA);
        assertThat(text("SELECT COUNT(*) FROM pg_namespace WHERE nspname = 'queuectl'"))
                .isEqualTo("0");
        PostgresStore.open(address().dataSource()).close();
        PostgresStore.open(address().dataSource(), validating).close();
    }

    /** The grants are those of docs/stores.md. */
    @Test
    void aRoleThatMayWorkNeedNotBeAbleToAlterTheSchema() throws Exception {
        PostgresStore.open(address().dataSource()).close();
        String worker = database.name() + "_worker";
        address()
                .run(
                        "CREATE ROLE " + worker + " LOGIN PASSWORD 'work'",
                        "GRANT USAGE ON SCHEMA queuectl TO " + worker,
                        "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA queuectl TO " + worker,
                        "GRANT USAGE, SELECT, UPDATE ON ALL SEQUENCES IN SCHEMA queuectl TO " + worker,
                        "REVOKE INSERT, UPDATE, DELETE ON queuectl.queuectl_schema, queuectl.identity FROM " + worker);
        Address asWorker = address().as(worker, "work");
        try {
            assertThatThrownBy(() -> asWorker.run("ALTER TABLE queuectl.job ADD COLUMN mine text"))
                    .isInstanceOf(SQLException.class);
            assertThatThrownBy(() -> asWorker.run("CREATE TABLE queuectl.mine (id int)"))
                    .isInstanceOf(SQLException.class);
            try (QueueCtl queue = queue(asWorker, PostgresOptions.DEFAULTS)) {
                queue.start(workers -> workers.queue("default", 2));
                JobId id = queue.enqueue(MAIL.of("x"));
                assertThat(queue.await(id, Duration.ofSeconds(20)))
                        .map(JobView::state)
                        .contains(JobState.COMPLETED);
                assertThat(queue.enqueue(MAIL.of("y").id("1000"))).isEqualTo(JobId.of("1000"));
            }
            try (JobStore store = PostgresStore.open(asWorker.dataSource())) {
                store.admin().putSetting("key", "value");
                assertThat(store.admin().delete(JobId.of("1")).kind()).isNotNull();
            }
        } finally {
            address().run("DROP OWNED BY " + worker, "DROP ROLE " + worker);
        }
    }

    @Test
    void aRoleThatMayOnlyReadReads() throws Exception {
        try (QueueCtl queue = queue(address(), PostgresOptions.DEFAULTS)) {
            queue.enqueue(MAIL.of("x").id("there"));
        }
        String reader = database.name() + "_reader";
        address()
                .run(
                        "CREATE ROLE " + reader + " LOGIN PASSWORD 'read'",
                        "GRANT USAGE ON SCHEMA queuectl TO " + reader,
                        "GRANT SELECT ON ALL TABLES IN SCHEMA queuectl TO " + reader);
        Address asReader = address().as(reader, "read");
        try (JobStore store = PostgresStore.open(asReader.dataSource(), PostgresOptions.DEFAULTS.readOnly())) {
            assertThat(store.queries().find(JobId.of("there"))).isPresent();
        } finally {
            address().run("DROP OWNED BY " + reader, "DROP ROLE " + reader);
        }
    }

    @Test
    void behindATransactionPoolerNothingIsLeftOnASession() throws Exception {
        PostgresOptions pooled = PostgresOptions.DEFAULTS.sessions(PostgresOptions.Sessions.POOLED);
        try (Connection only = address().connect();
                QueueCtl queue = queue(address(), pooled)) {
            queue.start(workers -> workers.queue("default", 2));
            JobId id = queue.enqueue(MAIL.of("x"));

            assertThat(queue.await(id, Duration.ofSeconds(20)))
                    .map(JobView::state)
                    .contains(JobState.COMPLETED);
            assertThat(rows(only, "SELECT query FROM pg_stat_activity WHERE datname = current_database()"))
                    .noneMatch(query -> query.startsWith("LISTEN"));
            assertThat(
                            rows(
                                    only,
                                    "SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"))
                    .isEmpty();
        }
    }

    @Test
    void aReadFindsItsWayThoughEveryIdleConnectionBrokeMeanwhile() throws SQLException {
        try (JobStore store = PostgresStore.open(address().dataSource())) {
            assertThat(store.queries().counts()).isEmpty();
            address()
                    .run("SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity"
                            + " WHERE datname = current_database() AND pid <> pg_backend_pid()");

            assertThat(store.queries().counts()).isEmpty();
        }
    }

    @Test
    void aConnectionGoesBackAsItCame() throws SQLException {
        try (Connection connection = address().connect()) {
            List<String> before = rows(connection, "SELECT name || '=' || setting FROM pg_settings ORDER BY name");
            Sessions sessions = new Sessions(new OneConnection(connection), PostgresOptions.DEFAULTS);
            sessions.giveBack(sessions.writing());
            sessions.giveBack(sessions.reading());

            List<String> changed = rows(connection, "SELECT name || '=' || setting FROM pg_settings ORDER BY name");
            changed.removeAll(before);
            assertThat(changed).isEmpty();
            assertThat(connection.getNetworkTimeout()).isZero();
        }
    }

    @Test
    void theClockIsTheServers() throws SQLException {
        try (JobStore store = PostgresStore.open(address().dataSource())) {
            InstantSource clock = store.clock();
            long server = Long.parseLong(text("SELECT CAST(EXTRACT(EPOCH FROM clock_timestamp()) * 1000 AS bigint)"));

            assertThat(clock.millis()).isBetween(server - 500, server + 2_000);
        }
    }

    @Test
    void aServerThatIsTooOldIsRefused() {
        assertThatThrownBy(() -> ServerFacts.requireVersion(130_000, "13.11", "postgresql://host/db"))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("13.11")
                .hasMessageContaining("14 or newer");
        ServerFacts.requireVersion(140_000, "14.0", "postgresql://host/db");
    }

    @Test
    void commitsThatMayBeLostAreToldOf() throws SQLException {
        address().run("ALTER DATABASE " + database.name() + " SET synchronous_commit = off");

        try (JobStore store = PostgresStore.open(address().dataSource())) {
            assertThat(store.info().durability()).contains("may lose", "synchronous_commit=off");
        }
    }

    private Address address() {
        return database.address();
    }

    private static QueueCtl queue(Address address, PostgresOptions options) {
        return QueueCtl.builder()
                .store(PostgresStore.open(address.dataSource(), options))
                .handle(MAIL, (text, context) -> {})
                .build();
    }

    private StoreException refused(PostgresOptions options) {
        return catchThrowableOfType(
                StoreException.class,
                () -> PostgresStore.open(address().dataSource(), options).close());
    }

    private String text(String sql) throws SQLException {
        try (Connection connection = address().connect()) {
            return rows(connection, sql).get(0);
        }
    }

    private static List<String> rows(Connection connection, String sql) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            while (result.next()) {
                rows.add(result.getString(1));
            }
        }
        return rows;
    }
}
