package io.queuectl.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.queuectl.core.spi.Claim;
import io.queuectl.core.spi.JobStore;
import io.queuectl.core.spi.NodeInfo;
import io.queuectl.store.sql.BulkSql;
import io.queuectl.store.sql.ExchangeSql;
import io.queuectl.store.sql.QueueSql;
import io.queuectl.store.sql.SqlJobStore;
import io.queuectl.store.sql.SqlText;
import io.queuectl.store.sql.TieSql;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sqlite.ProgressHandler;

/** The hot statements go by their indexes and sort nothing, beside 200,000 waiting and 100,000 finished jobs that nobody analysed. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PlanTest {

    private static final int ROWS = 300_000;

    /** These sort a few rows that were lost before. */
    private static final Set<SqlText> MAY_SORT = Set.of(ExchangeSql.LOST_DUE_DOWN, ExchangeSql.LOST_DUE_UP);

    private final TestDatabase data = new TestDatabase();
    private final Path folder;

    PlanTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @BeforeAll
    void manyRows() throws Exception {
        try (JobStore store = SqliteStore.open(file())) {
            data.insert(store, data.job());
            TestDatabase.run(
                    file(),
                    """
                    WITH RECURSIVE n (i) AS (SELECT 2 UNION ALL SELECT i + 1 FROM n WHERE i < %d)
                    INSERT INTO job (seq, submission, queue, kind, state, priority, run_at, created_at, finished_at)
                    SELECT i, -i, 'default', 'kind',
                           CASE i %% 3 WHEN 0 THEN 'pending' WHEN 1 THEN 'completed' ELSE 'failed' END,
                           CASE i %% 3 WHEN 0 THEN 5 ELSE 0 END, %d + 1000 * (i %% 3), 0, i
                    FROM n""".formatted(ROWS, TestDatabase.NOW.toEpochMilli()),
                    "INSERT INTO payload SELECT seq, x'00' FROM job WHERE seq > 1");
        }
    }

    static Stream<SqlText> hot() {
        return Stream.<SqlText[]>of(ExchangeSql.values(), TieSql.values())
                .flatMap(Stream::of)
                .filter(sql -> !SqliteDialect.DIALECT.sql(sql).isEmpty());
    }

    @ParameterizedTest
    @MethodSource("hot")
    void aHotStatementSearchesAndSortsNothing(SqlText sql) throws Exception {
        String plan = String.join("\n", plan(sql));

        assertThat(plan).doesNotContain("SCAN job").doesNotContain("SCAN j");
        if (!MAY_SORT.contains(sql)) {
            assertThat(plan).doesNotContain("TEMP B-TREE");
        }
    }

    @Test
    void aClaimGoesByTheClaimIndex() throws Exception {
        for (ExchangeSql sql :
                List.of(ExchangeSql.DUE, ExchangeSql.DUE_AFTER, ExchangeSql.PRIORITY_DOWN, ExchangeSql.PRIORITY_UP)) {
            assertThat(String.join("\n", plan(sql))).contains("INDEX job_waiting (queue=?");
        }
        assertThat(String.join("\n", plan(ExchangeSql.LOST_DUE_DOWN))).contains("INDEX job_waiting_lost (queue=?");
        assertThat(String.join("\n", plan(ExchangeSql.HELD))).contains("INDEX job_held (token_epoch=?");
    }

    @Test
    void aLimitedClaimReadsWhatIsHeldAndAProducerTheClaimIndex() throws Exception {
        assertThat(String.join("\n", plan(QueueSql.HELD_BY_OTHERS)))
                .contains("INDEX job_held (token_epoch<?)", "INDEX job_held (token_epoch>?)")
                .doesNotContain("TEMP B-TREE");
        assertThat(String.join("\n", plan(QueueSql.LOST_IS_DUE))).contains("INDEX job_waiting_lost (queue=?");
        assertThat(String.join("\n", plan(QueueSql.WAITING)))
                .contains("INDEX job_waiting (queue=?", "INDEX job_waiting_lost (queue=?")
                .doesNotContain("TEMP B-TREE");
    }

    @Test
    void whatIsLookedAtOnceAMinuteGoesByAnIndexOrByNumbersAndSortsNothing() throws Exception {
        String old = "j.state = 'dead' AND j.finished_at < 7";
        for (BulkSql sql : List.of(BulkSql.COUNT, BulkSql.FIRST_FINISH, BulkSql.NUMBERS)) {
            assertThat(plan(sql, old))
                    .contains("INDEX job_unsuccessful (state=?")
                    .doesNotContain("TEMP B-TREE");
        }
        assertThat(plan(BulkSql.NUMBERS, "j.state = 'completed' AND j.finished_at < 7"))
                .contains("PRIMARY KEY (rowid>?)")
                .doesNotContain("TEMP B-TREE");
        assertThat(String.join("\n", plan(BulkSql.KEYS)))
                .contains("INDEX job_key_seq (seq>?)")
                .doesNotContain("SCAN", "TEMP B-TREE");
    }

    /** A reader of all that are finished: asked only where there are more of them than are kept. */
    @Test
    void whenTheNthWasFinishedIsTheOneReadOfThemAll() throws Exception {
        assertThat(plan(BulkSql.NTH_FINISH, "j.state = 'dead'")).contains("INDEX job_unsuccessful (state=?");
        assertThat(plan(BulkSql.NTH_FINISH, "j.state = 'completed'")).contains("SCAN j");
    }

    private String plan(BulkSql sql, String where) throws Exception {
        try (Connection connection = TestDatabase.connect(file())) {
            return String.join(
                    "\n",
                    TestDatabase.column(
                            connection,
                            "EXPLAIN QUERY PLAN "
                                    + SqliteDialect.DIALECT.sql(sql).replace("<where>", where)));
        }
    }

    @Test
    void aMissingIndexIsSeen() throws Exception {
        assertThat(planWithout("job_submission", ExchangeSql.OF_SUBMISSION)).contains("SCAN job");
        assertThatThrownBy(() -> planWithout("job_waiting", ExchangeSql.DUE)).hasMessageContaining("no such index");
        assertThatThrownBy(() -> planWithout("job_held", ExchangeSql.HELD)).hasMessageContaining("no such index");
    }

    @Test
    void aBacklogInTheFutureDoesNotSlowAClaim() throws Exception {
        AtomicLong steps = new AtomicLong();
        SqliteDatabase database = SqliteFile.database(file(), SqliteOptions.DEFAULTS);
        try (JobStore store = new SqlJobStore(
                SqliteDialect.DIALECT, new HookedDatabase(database, connection -> count(connection, steps)))) {
            NodeInfo node = data.join(store);
            steps.set(0);
            List<Claim> claims = TestDatabase.claim(store, node, 10);

            assertThat(claims).hasSize(10).allMatch(claim -> claim.priority() == 5);
            long first = steps.getAndSet(0);
            TestDatabase.run(
                    file(), "UPDATE job SET run_at = run_at + 10000000 WHERE priority = 5 AND state = 'pending'");
            assertThat(TestDatabase.ids(TestDatabase.claim(store, node, 10))).containsExactly("1");
            assertThat(steps.get()).as("instructions of SQLite's machine").isLessThan(first * 2);
        }
    }

    private List<String> plan(SqlText sql) throws Exception {
        try (Connection connection = TestDatabase.connect(file())) {
            return TestDatabase.column(connection, "EXPLAIN QUERY PLAN " + SqliteDialect.DIALECT.sql(sql));
        }
    }

    private String planWithout(String index, SqlText sql) throws SQLException {
        try (Connection connection = TestDatabase.connect(file())) {
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement()) {
                statement.executeUpdate("DROP INDEX " + index);
                return String.join(
                        "\n", TestDatabase.column(connection, "EXPLAIN QUERY PLAN " + SqliteDialect.DIALECT.sql(sql)));
            } finally {
                connection.rollback();
            }
        }
    }

    private Path file() {
        return folder.resolve("queue.db");
    }

    private static Connection count(Connection connection, AtomicLong steps) throws SQLException {
        ProgressHandler.setHandler(connection, 1, new ProgressHandler() {
            @Override
            protected int progress() {
                steps.incrementAndGet();
                return 0;
            }
        });
        return connection;
    }
}
