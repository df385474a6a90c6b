package io.queuectl.benchmarks.contender;

import io.queuectl.benchmarks.Database;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * Finished jobs of a month, made by the database itself, with times that differ from row to row and do not quite follow the order of the rows: an index
 * over them is no flattering one.
 */
final class FinishedRows {

    /** When the row's job was due, in epoch milliseconds, of its number {@code i}; the others lie after it. */
    private static final String DUE = "%d + i * %d";

    private static final String STARTED = DUE + " + i * 31 %% 977";
    private static final String FINISHED = STARTED + " + i * 7919 %% 60013";

    private static final int IN_A_COMMIT = 250_000;
    private static final long MONTH = 30L * 24 * 3_600_000;

    private final Database database;
    private final long begin = System.currentTimeMillis() - MONTH;
    private final long step;

    FinishedRows(Database database, int count) {
        this.database = database;
        this.step = Math.max(1, MONTH / count);
    }

    /**
     * Inserts them a part at a time.
     *
     * @param table that a server is to see to afterwards
     * @param statements of a part, given its rows as a FROM clause with a column {@code i}
     */
    void insert(Connection connection, String table, int count, Statements statements) throws SQLException {
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            for (int done = 0; done < count; done += IN_A_COMMIT) {
                for (String text : statements.of(rows(done + 1, Math.min(count, done + IN_A_COMMIT)))) {
                    statement.executeUpdate(text);
                }
                connection.commit();
            }
        }
        connection.setAutoCommit(true);
        settle(connection, table);
    }

    /** As a database is that had time for its own housekeeping since. */
    private void settle(Connection connection, String table) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            switch (database) {
                case SQLITE -> statement.execute("PRAGMA wal_checkpoint(TRUNCATE)");
                case H2, H2_MEMORY -> {}
                case POSTGRES -> statement.execute("VACUUM (ANALYZE) " + table);
            }
        }
    }

    /** What inserts one part. */
    interface Statements {
        List<String> of(String rows);
    }

    String due() {
        return at(DUE);
    }

    String started() {
        return at(STARTED);
    }

    String finished() {
        return at(FINISHED);
    }

    private String at(String expression) {
        return expression.formatted(begin, step);
    }

    private String rows(int from, int to) {
        String series = switch (database) {
            case SQLITE ->
                "(WITH RECURSIVE n (i) AS (SELECT %d UNION ALL SELECT i + 1 FROM n WHERE i < %d) SELECT i FROM n) AS n";
            case H2, H2_MEMORY -> "(SELECT x AS i FROM SYSTEM_RANGE(%d, %d)) AS n";
            case POSTGRES -> "generate_series(%d::bigint, %d) AS i";
        };
        return "FROM " + series.formatted(from, to);
    }
}
