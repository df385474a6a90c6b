package io.queuectl.cli.sql;

import static io.queuectl.cli.sql.OutsideJobs.CONTRACT;
import static org.assertj.core.api.Assertions.assertThat;

import io.queuectl.api.AttemptEnd;
import io.queuectl.api.JobId;
import io.queuectl.api.JobState;
import io.queuectl.api.JobView;
import io.queuectl.api.LogLine;
import io.queuectl.core.spi.JobStore;
import io.queuectl.store.h2.H2Store;
import io.queuectl.store.postgres.PostgresStore;
import io.queuectl.store.sqlite.SqliteStore;
import io.queuectl.testkit.postgres.Address;
import io.queuectl.testkit.postgres.Scratch;
import io.queuectl.testkit.postgres.TestPostgres;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** {@code docs/sql-contract.md} and {@code docs/sql-contract.json} on every kind of database. It lives here because the CLI sees them all. */
@Execution(ExecutionMode.CONCURRENT)
class SqlContractTest {

    @TempDir
    static Path folder;

    @Test
    void theFileNamesEveryState() {
        assertThat(CONTRACT.list("states"))
                .isEqualTo(Arrays.stream(JobState.values())
                        .filter(state -> state != JobState.INVALID)
                        .map(JobState::text)
                        .toList());
        assertThat(CONTRACT.list("finished"))
                .isEqualTo(Arrays.stream(JobState.values())
                        .filter(JobState::isFinished)
                        .map(JobState::text)
                        .toList());
    }

    @Test
    void theFileNamesEveryOutcomeAndStream() {
        assertThat(CONTRACT.list("outcomes"))
                .isEqualTo(
                        Arrays.stream(AttemptEnd.values()).map(AttemptEnd::text).toList());
        assertThat(CONTRACT.list("streams"))
                .isEqualTo(Arrays.stream(LogLine.Stream.values())
                        .map(stream -> stream.name().toLowerCase(Locale.ROOT))
                        .toList());
    }

    @Nested
    class OnSqlite extends OfferedJobs {

        private final Path file = folder.resolve(UUID.randomUUID() + ".db");

        OnSqlite() {
            super("sqlite");
        }

        @Override
        JobStore open() {
            return SqliteStore.open(file);
        }

        @Override
        Connection connect() throws SQLException {
            return DriverManager.getConnection("jdbc:sqlite:" + file);
        }

        @Override
        List<String> refusedByTheTable() {
            return List.of("state", "attempts", "losses", "run_at");
        }

        @Override
        String bytes(String ascii) {
            return "x'" + hex(ascii) + "'";
        }

        @Test
        void pythonEnqueuesAndWatches() throws Exception {
            Client.requireInCi("python3");
            work();

            assertThat(Client.output(
                            folder,
                            Map.of(),
                            "python3",
                            "-c",
                            CONTRACT.snippet("python", "import sqlite3"),
                            file.toString()))
                    .isEqualTo("completed 1 None");
            assertThat(mailed).containsExactly("ann@example.org");
        }

        @Test
        void theShellOfSqliteEnqueues() throws Exception {
            Client.assume("sqlite3");
            work();

            Client.output(
                    folder,
                    Map.of(),
                    "sh",
                    "-ec",
                    CONTRACT.snippet("sh", "sqlite3")
                            .replace("queue.db", file.getFileName().toString()));
            assertThat(queue().await(JobId.of("1"), PATIENCE))
                    .map(JobView::state)
                    .contains(JobState.COMPLETED);
            assertThat(mailed).containsExactly("ann@example.org");
        }
    }

    @Nested
    class OnPostgres extends OfferedJobs {

        private Scratch database;

        OnPostgres() {
            super("postgresql");
        }

        @Override
        JobStore open() {
            database = TestPostgres.database();
            return PostgresStore.open(database.address().dataSource());
        }

        @AfterEach
        void drop() {
            closeQueue();
            database.close();
        }

        @Override
        Connection connect() throws SQLException {
            return database.address().connect();
        }

        @Override
        List<String> refusedByTheTable() {
            return List.of(
                    "state", "attempts", "losses", "run_at", "run_at_far", "created_at", "name", "kind", "queue");
        }

        @Override
        String bytes(String ascii) {
            return "'\\x" + hex(ascii) + "'";
        }

        @Test
        void psqlEnqueuesAndIsToldTheId() throws Exception {
            Client.assume("psql");
            work();
            String id = Client.output(
                    folder,
                    Map.of("DATABASE", database.address().shortUrl()),
                    "bash",
                    "-ec",
                    CONTRACT.snippet("sh", "psql"));

            assertThat(queue().await(JobId.of(id), PATIENCE))
                    .map(JobView::state)
                    .contains(JobState.COMPLETED);
            assertThat(mailed).containsExactly("ann@example.org");
        }

        /** A poll interval of a minute: only a notification can be the reason. */
        @Test
        void anIdleNodeIsWoken() throws Exception {
            work();
            try (Connection connection = connect()) {
                for (int i = 0; i < 5; i++) {
                    Awaitility.await().until(() -> isSomebodyIdle(connection));
                    run(connection, "enqueue", Map.of("id", "a-" + i, "kind", "mail", "payload", "x"));
                    assertThat(queue().await(JobId.of("a-" + i), PATIENCE))
                            .map(JobView::state)
                            .contains(JobState.COMPLETED);
                }
            }
        }

        /** Whether a node holds the lock of those that are idle. */
        private boolean isSomebodyIdle(Connection connection) throws SQLException {
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery("""
                            SELECT 1
                            FROM pg_locks l JOIN pg_database d ON d.oid = l.database AND d.datname = current_database()
                            WHERE l.locktype = 'advisory' AND l.mode = 'ShareLock' AND l.granted AND l.pid <> pg_backend_pid()""")) {
                return row.next();
            }
        }

        @Test
        void aRoleThatMayEnqueueMayDoNothingElse() throws Exception {
            String role = "web_" + database.name();
            Address address = database.address();
            address.run(
                    "CREATE ROLE " + role + " LOGIN PASSWORD 'of a test'",
                    CONTRACT.snippet("sql", "GRANT").replace("TO web", "TO " + role));
            try (Connection web = address.as(role, "of a test").connect()) {
                Map<String, Object> values = Map.of("id", "a-1", "kind", "mail", "payload", "x");
                run(web, "enqueue", values);

                assertThat(row(web, "job", values)).containsEntry("state", "pending");
                assertThat(isRefused(web, "payload", Map.of("number", 1L))).isTrue();
            } finally {
                address.run("DROP OWNED BY " + role, "DROP ROLE " + role);
            }
        }
    }

    @Nested
    class OnH2 extends OutsideJobs {

        private final String name = "sql-contract-" + UUID.randomUUID();

        OnH2() {
            super("h2");
        }

        @Override
        JobStore open() {
            return H2Store.memory(name);
        }

        @Override
        Connection connect() throws SQLException {
            return DriverManager.getConnection("jdbc:h2:mem:" + name, "sa", "");
        }

        /** Nobody tells a worker what somebody else brought. */
        @Override
        Duration pollInterval() {
            return Duration.ofMillis(50);
        }

        @Override
        List<String> refusedByTheTable() {
            return List.of("state", "attempts", "losses", "run_at");
        }

        @Override
        String bytes(String ascii) {
            return "x'" + hex(ascii) + "'";
        }
    }

    private static String hex(String ascii) {
        return HexFormat.of().formatHex(ascii.getBytes(StandardCharsets.US_ASCII));
    }
}
