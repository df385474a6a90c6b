package io.queuectl.store.h2;

import static org.assertj.core.api.Assertions.assertThat;

import io.queuectl.core.spi.JobStore;
import io.queuectl.store.sql.ExchangeSql;
import io.queuectl.store.sql.QuerySql;
import io.queuectl.store.sql.QueueSql;
import io.queuectl.store.sql.SqlText;
import io.queuectl.store.sql.TieSql;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collections;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The hot statements go by their indexes, sort nothing and read no row in vain, beside 100,000 finished and 100,000 waiting jobs. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PlanTest {

    private static final long NOW = TestDatabase.NOW.toEpochMilli();

    /** These sort a few rows that were lost before. */
    private static final Set<SqlText> MAY_SORT = Set.of(ExchangeSql.LOST_DUE_DOWN, ExchangeSql.LOST_DUE_UP);

    /** This one reads no table. */
    private static final Set<SqlText> WITHOUT_PLAN = Set.of(ExchangeSql.RAISE_NUMBERS);

    private static final Pattern READ = Pattern.compile("scanCount: (\\d+)");

    private JobStore store;
    private Connection connection;

    @BeforeAll
    void manyRows() throws Exception {
        store = H2Store.memory("plans");
        connection = H2Address.memory("plans").connect();
        connection.setSchema("queuectl");
        TestDatabase.run(connection, """
                INSERT INTO job (seq, submission, queue, kind, state, priority, run_at, created_at, finished_at, token_epoch, token_number)
                SELECT x, -x, 'default', 'kind',
                       CASE MOD(x, 4) WHEN 0 THEN 'pending' WHEN 1 THEN 'failed' ELSE 'completed' END,
                       CASE MOD(x, 4) WHEN 0 THEN 5 ELSE 0 END, %1$d + 1000 * CASE MOD(x, 8) WHEN 4 THEN 1 ELSE 0 END, 0, x, 7, x
                FROM SYSTEM_RANGE(1, 200000)""".formatted(NOW), "INSERT INTO payload SELECT seq, X'00' FROM job");
    }

    @AfterAll
    void close() throws Exception {
        connection.close();
        store.close();
    }

    static Stream<SqlText> hot() {
        return Stream.<SqlText[]>of(ExchangeSql.values(), TieSql.values())
                .flatMap(Stream::of)
                .filter(sql -> !sql(sql).isEmpty())
                .filter(sql -> !WITHOUT_PLAN.contains(sql));
    }

    @ParameterizedTest
    @MethodSource("hot")
    void aHotStatementGoesByAnIndexAndSortsNothing(SqlText sql) throws Exception {
        String plan = explain("EXPLAIN ", sql, Collections.nCopies(256, 1L).toArray());

        assertThat(plan).doesNotContain(".tableScan");
        if (plan.contains("ORDER BY") && !MAY_SORT.contains(sql)) {
            assertThat(plan).contains("/* index sorted */");
        }
    }

    @Test
    void aClaimReadsTheRowsItTakesAndNoOther() throws Exception {
        assertThat(read(ExchangeSql.PRIORITY_DOWN, "default", Integer.MAX_VALUE))
                .isLessThanOrEqualTo(2);
        assertThat(read(ExchangeSql.PRIORITY_UP, "default", Integer.MIN_VALUE)).isLessThanOrEqualTo(2);
        assertThat(read(ExchangeSql.DUE, "default", 5, NOW, 10, 0)).isBetween(10L, 31L);
        assertThat(read(ExchangeSql.DUE, "default", 0, NOW, 10, 0)).isBetween(10L, 31L);
        assertThat(read(ExchangeSql.DUE_AFTER, "default", 5, NOW)).isLessThanOrEqualTo(2);
        assertThat(read(ExchangeSql.DUE_AFTER, "default", 0, NOW)).isLessThanOrEqualTo(2);
    }

    @Test
    void whatNobodyIsLookingForIsNotRead() throws Exception {
        assertThat(read(ExchangeSql.HELD, 7, 1, 100_000))
                .as("held under these tokens")
                .isLessThanOrEqualTo(2);
        assertThat(read(ExchangeSql.LOST_DUE_DOWN, "default", NOW, 1, 0))
                .as("lost before")
                .isLessThanOrEqualTo(2);
        assertThat(read(ExchangeSql.LOST_DUE_AFTER, "default", NOW))
                .as("lost before")
                .isLessThanOrEqualTo(2);
        connection.setAutoCommit(false);
        assertThat(read(ExchangeSql.INSERT_JOB, 300_000, null, 5, "q", "k", 0, NOW, null, null, null, NOW, null, null))
                .as("rows without a name")
                .isLessThanOrEqualTo(6);
        connection.rollback();
        connection.setAutoCommit(true);
    }

    @Test
    void countingReadsNoCompletedJob() throws Exception {
        assertThat(read(QuerySql.COUNTS)).as("half of 200,000").isLessThanOrEqualTo(100_000 + 50_000 + 10);
        assertThat(explain("EXPLAIN ", QuerySql.COUNTS)).contains("/* direct lookup */");
        assertThat(read(QuerySql.COUNTS_OF_ROWS)).isGreaterThanOrEqualTo(200_000);
    }

    @Test
    void aLimitedClaimReadsWhatIsHeldAndAProducerAsMuchAsItAskedFor() throws Exception {
        assertThat(read(QueueSql.HELD_BY_OTHERS, 7L, "default", 7L, "default")).isLessThanOrEqualTo(8);
        assertThat(read(QueueSql.LOST_IS_DUE, "default", NOW)).isLessThanOrEqualTo(2);
        assertThat(read(QueueSql.WAITING, "default", 10, "default")).isBetween(10L, 26L);
    }

    @Test
    void aMissingIndexIsSeen() throws Exception {
        try (JobStore other = H2Store.memory("planted");
                Connection defect = H2Address.memory("planted").connect()) {
            assertThat(other.info().name()).isEqualTo("H2");
            defect.setSchema("queuectl");
            assertThat(explain(defect, "EXPLAIN ", ExchangeSql.DUE, "default", 5, NOW, 10, 0))
                    .doesNotContain(".tableScan");

            TestDatabase.run(defect, "DROP INDEX job_waiting");

            assertThat(explain(defect, "EXPLAIN ", ExchangeSql.DUE, "default", 5, NOW, 10, 0))
                    .contains(".tableScan");
        }
    }

    private long read(SqlText sql, Object... parameters) throws SQLException {
        Matcher counts = READ.matcher(explain("EXPLAIN ANALYZE ", sql, parameters));
        long read = 0;
        while (counts.find()) {
            read += Long.parseLong(counts.group(1));
        }
        return read;
    }

    private String explain(String how, SqlText sql, Object... parameters) throws SQLException {
        return explain(connection, how, sql, parameters);
    }

    private static String explain(Connection on, String how, SqlText sql, Object... parameters) throws SQLException {
        try (PreparedStatement statement = on.prepareStatement(how + sql(sql))) {
            for (int i = 0; i < statement.getParameterMetaData().getParameterCount(); i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getString(1);
            }
        }
    }

    private static String sql(SqlText text) {
        return H2Schema.DIALECT.sql(text);
    }
}
