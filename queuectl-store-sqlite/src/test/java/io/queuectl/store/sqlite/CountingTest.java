package io.queuectl.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import io.queuectl.api.JobState;
import io.queuectl.api.QueueName;
import io.queuectl.core.spi.JobStore;
import io.queuectl.core.spi.StateCount;
import io.queuectl.store.sql.QuerySql;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.ProgressHandler;

/** Counting beside 100,000 completed jobs, and after hands that changed them. */
class CountingTest {

    private static final int COMPLETED = 100_000;

    @TempDir
    Path folder;

    private final TestDatabase data = new TestDatabase();
    private JobStore store;

    @BeforeEach
    void manyCompletedJobs() throws Exception {
        store = SqliteStore.open(file());
        data.insert(store, data.job(), data.job());
        TestDatabase.run(
                file(),
                """
                WITH RECURSIVE n (i) AS (SELECT 11 UNION ALL SELECT i + 1 FROM n WHERE i < 10 + %d)
                INSERT INTO job (seq, submission, queue, kind, state, priority, run_at, created_at, finished_at)
                SELECT i, -i, 'default', 'kind', 'completed', 0, 0, 0, i
                FROM n""".formatted(COMPLETED),
                "INSERT INTO tally (queue, jobs) VALUES ('default', " + COMPLETED + ")");
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void noCompletedJobIsRead() throws Exception {
        assertThat(store.queries().counts()).containsExactly(pending(2), completed(COMPLETED));
        assertThat(steps(QuerySql.COUNTS)).isLessThan(1_000);
        assertThat(steps(QuerySql.COUNTS_OF_ROWS)).as("what reads them").isGreaterThan(COMPLETED);
    }

    @Test
    void whatAHandDeletesIsCountedNoMore() throws Exception {
        TestDatabase.run(file(), "DELETE FROM job WHERE seq > 15");

        assertThat(store.queries().counts()).containsExactly(pending(2), completed(5));
        assertThat(TestDatabase.column(file(), "SELECT jobs FROM tally")).containsExactly("5");
    }

    @Test
    void whatAHandMovesIsCountedWhereItIs() throws Exception {
        TestDatabase.run(file(), "UPDATE job SET queue = 'other' WHERE seq BETWEEN 11 AND 20");

        assertThat(store.queries().counts())
                .containsExactly(
                        pending(2),
                        completed(COMPLETED - 10),
                        new StateCount(QueueName.of("other"), JobState.COMPLETED, 10));
    }

    @Test
    void whatAHandMakesOfThemIsCountedFromTheRows() throws Exception {
        TestDatabase.run(file(), "UPDATE job SET state = 'pending' WHERE seq = 11");
        assertThat(store.queries().counts()).containsExactly(pending(3), completed(COMPLETED - 1));

        TestDatabase.run(file(), "UPDATE job SET state = 'completed' WHERE seq < 12", "DELETE FROM tally");
        assertThat(store.queries().counts()).containsExactly(completed(COMPLETED + 2));
    }

    @Test
    void theSentenceInTheSchemaMendsTheTally() throws Exception {
        TestDatabase.run(
                file(),
                "UPDATE job SET state = 'completed' WHERE seq < 11",
                "DELETE FROM tally",
                "INSERT INTO tally (queue, jobs) SELECT queue, COUNT(*) FROM job WHERE state = 'completed' GROUP BY queue");

        assertThat(TestDatabase.column(file(), SqliteDialect.DIALECT.sql(QuerySql.COUNTS)))
                .containsExactly(String.valueOf(COMPLETED + 2), String.valueOf(COMPLETED + 2));
    }

    private static StateCount pending(long jobs) {
        return new StateCount(QueueName.DEFAULT, JobState.PENDING, jobs);
    }

    private static StateCount completed(long jobs) {
        return new StateCount(QueueName.DEFAULT, JobState.COMPLETED, jobs);
    }

    /** Instructions of SQLite's machine. */
    private long steps(QuerySql sql) throws SQLException {
        AtomicLong steps = new AtomicLong();
        try (Connection connection = TestDatabase.connect(file())) {
            ProgressHandler.setHandler(connection, 1, new ProgressHandler() {
                @Override
                protected int progress() {
                    steps.incrementAndGet();
                    return 0;
                }
            });
            assertThat(TestDatabase.column(connection, SqliteDialect.DIALECT.sql(sql)))
                    .contains(String.valueOf(COMPLETED));
        }
        return steps.get();
    }

    private Path file() {
        return folder.resolve("queue.db");
    }
}
