package io.queuectl.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.queuectl.store.sql.ExchangeSql;
import io.queuectl.store.sql.QuerySql;
import io.queuectl.store.sql.QueueSql;
import io.queuectl.store.sql.SqlDialect;
import io.queuectl.store.sql.SqlText;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The plans of the hot statements beside a backlog that was loaded in bulk and never analysed, and beside as many finished jobs. */
class PlanTest {

    private static final int ROWS = 100_000;
    private static final PostgresFixture FIXTURE = new PostgresFixture();
    private static final SqlDialect DIALECT = PostgresDialect.of(FIXTURE.options());

    @BeforeAll
    static void load() throws SQLException {
        FIXTURE.open().close();
        try (Connection connection = FIXTURE.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("ALTER TABLE job SET (autovacuum_enabled = off)");
            for (String state : List.of("pending", "completed")) {
                statement.execute("""
                        INSERT INTO job (seq, submission, queue, kind, state, priority, run_at, created_at)
                        SELECT nextval('job_seq'), i + %d, 'default', 'kind', '%s', i %% 3, 1000 + i, 0
                        FROM generate_series(1, %d) AS i""".formatted("pending".equals(state) ? 0 : ROWS, state, ROWS));
            }
            statement.execute("INSERT INTO payload SELECT seq, '' FROM job");
            statement.execute("""
                    INSERT INTO node (epoch, name, host, pid, started, lease_ms, slots, queues, joined_at, renewed_at)
                    VALUES (7, 'node', 'host', 1, 0, 1000, 1, '*', 0, 0)""");
        }
    }

    @AfterAll
    static void drop() {
        FIXTURE.close();
    }

    @ParameterizedTest
    @EnumSource(
            value = ExchangeSql.class,
            names = {"CLAIM_DOWN", "CLAIM_UP"})
    void aClaimReadsTheWaitingIndexAndSortsNothing(ExchangeSql claim) throws SQLException {
        String plan = plan(claim, "default", 1_000_000L, 100L, 7L, 1L, 1_000_000L);

        assertThat(plan)
                .contains("using job_waiting on")
                .contains("LockRows")
                .doesNotContain("Sort", "Seq Scan on job", "Bitmap");
        assertThat(rowsRead(plan)).isLessThan(2_000);
    }

    /** A prepared statement is planned for any limit: analysed, the planner takes it for a tenth of the table and would join by reading all of it. */
    @ParameterizedTest
    @EnumSource(
            value = ExchangeSql.class,
            names = {"CLAIM_DOWN", "CLAIM_UP"})
    void aClaimReadsNoMoreOnceTheTablesWereAnalysed(ExchangeSql claim) throws SQLException {
        try (Connection connection = writing();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("ANALYZE " + DIALECT.qualifier() + "job");
            statement.execute("ANALYZE " + DIALECT.qualifier() + "payload");
            statement.execute("SET LOCAL plan_cache_mode = force_generic_plan");
            statement.execute("PREPARE claim AS " + numbered(DIALECT.sql(claim)));
            String plan = String.join(
                    "\n",
                    rows(
                            statement,
                            "EXPLAIN (ANALYZE, COSTS OFF, TIMING OFF, SUMMARY OFF)"
                                    + " EXECUTE claim ('default', 1000000, 100, 7, 1, 1000000)"));
            connection.rollback();

            assertThat(plan).contains("job_waiting").doesNotContain("Hash", "Merge", "Seq Scan on job", "Sort");
            assertThat(rowsRead(plan)).isLessThan(2_000);
        }
    }

    @Test
    void theNextDueTimeIsReadFromTheWaitingIndex() throws SQLException {
        String plan = plan(ExchangeSql.NEXT_DUE, "default", 1_000_000L);

        assertThat(plan).contains("using job_waiting on").doesNotContain("Sort", "Seq Scan on job", "Bitmap");
    }

    @Test
    void countingReadsNoCompletedJob() throws SQLException {
        try (Connection connection = new Sessions(FIXTURE.source(), FIXTURE.options()).reading()) {
            String plan = plan(connection, QuerySql.COUNTS);

            assertThat(plan).doesNotContain("Seq Scan on job");
            assertThat(rowsRead(plan)).isLessThanOrEqualTo(ROWS);
            assertThat(plan(connection, QuerySql.COUNTS_OF_ROWS)).contains("Seq Scan on job");
        }
    }

    @Test
    void aLimitedClaimReadsWhatIsHeldAndAProducerTheWaitingIndex() throws SQLException {
        assertThat(plan(QueueSql.HELD_BY_OTHERS, 7L, "default", 7L, "default"))
                .contains("using job_held on")
                .doesNotContain("Seq Scan on job", "Bitmap");
        assertThat(plan(QueueSql.LOST_IS_DUE, "default", 1_000_000L)).contains("using job_waiting_lost on");
        String waiting = plan(QueueSql.WAITING, "default", 100, "default");
        assertThat(waiting).contains("using job_waiting on").doesNotContain("Sort", "Seq Scan on job", "Bitmap");
        assertThat(rowsRead(waiting)).isLessThanOrEqualTo(100);
    }

    @Test
    void aMissingIndexIsSeen() throws SQLException {
        try (Connection connection = writing();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("DROP INDEX " + FIXTURE.options().schema() + ".job_waiting");
            String plan = plan(connection, ExchangeSql.NEXT_DUE, "default", 1_000_000L);
            connection.rollback();

            assertThat(plan).doesNotContain("using job_waiting on").containsAnyOf("Sort", "Seq Scan on job", "Bitmap");
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = ExchangeSql.class,
            names = {
                "COMPLETE",
                "COMPLETE_RUN",
                "SETTLE",
                "TOKEN_OF",
                "TAKE",
                "OF_SUBMISSION",
                "STATE_OF_NUMBER",
                "STATE_OF_NAME",
                "HELD",
                "TALLY"
            })
    void whatConcernsOneJobGoesByAnIndex(ExchangeSql sql) throws SQLException {
        try (Connection connection = writing();
                Statement statement = connection.createStatement()) {
            statement.execute("SET plan_cache_mode = force_generic_plan");
            statement.execute("PREPARE hot AS " + numbered(DIALECT.sql(sql)));
            String plan = String.join("\n", rows(statement, "EXPLAIN (COSTS OFF) EXECUTE hot (" + nulls(sql) + ")"));

            assertThat(plan).contains("Index Scan").doesNotContain("Seq Scan on job", "Sort");
        }
    }

    private static Connection writing() throws SQLException {
        return new Sessions(FIXTURE.source(), FIXTURE.options()).writing();
    }

    private static String plan(SqlText sql, Object... values) throws SQLException {
        try (Connection connection = writing()) {
            connection.setAutoCommit(false);
            try {
                return plan(connection, sql, values);
            } finally {
                connection.rollback();
            }
        }
    }

    private static String plan(Connection connection, SqlText sql, Object... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "EXPLAIN (ANALYZE, COSTS OFF, TIMING OFF, SUMMARY OFF) " + DIALECT.sql(sql))) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            List<String> lines = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    lines.add(rows.getString(1));
                }
            }
            return String.join("\n", lines);
        }
    }

    /** The largest number of rows that one step of the plan yielded. */
    private static long rowsRead(String plan) {
        return Pattern.compile("rows=(\\d+)")
                .matcher(plan)
                .results()
                .mapToLong(match -> Long.parseLong(match.group(1)))
                .max()
                .orElseThrow();
    }

    private static String numbered(String sql) {
        StringBuilder numbered = new StringBuilder();
        int next = 1;
        for (int i = 0; i < sql.length(); i++) {
            numbered.append(sql.charAt(i) == '?' ? "$" + next++ : String.valueOf(sql.charAt(i)));
        }
        return numbered.toString();
    }

    private static String nulls(ExchangeSql sql) {
        long count = DIALECT.sql(sql).chars().filter(c -> c == '?').count();
        return String.join(", ", Collections.nCopies((int) count, "NULL"));
    }

    private static List<String> rows(Statement statement, String sql) throws SQLException {
        List<String> lines = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                lines.add(rows.getString(1));
            }
        }
        return lines;
    }
}
