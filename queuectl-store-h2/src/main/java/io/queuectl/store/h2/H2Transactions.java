package io.queuectl.store.h2;

import io.queuectl.store.sql.Transactions;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.h2.api.ErrorCode;
import org.h2.engine.SessionRemote;
import org.h2.jdbc.JdbcConnection;

/**
 * H2's transactions. One that writes for a store first locks the one row of the table {@code lane}: H2 locks rows, so that otherwise two
 * stores on one database would pick the same jobs, and the second would go away with none.
 *
 * @param lock empty while there is no such table
 * @param patience how long to wait for that row
 * @param compaction what comes after a commit
 */
record H2Transactions(String lock, Duration patience, H2Compaction compaction) implements Transactions {

    /** For making the schema. */
    static final Transactions WITHOUT_LANE = new H2Transactions("", Duration.ZERO, new H2Compaction());

    static Transactions waiting(Duration patience) {
        return new H2Transactions(
                "SELECT id FROM " + H2Dialect.SCHEMA + ".lane WHERE id = 1 FOR UPDATE WAIT "
                        + BigDecimal.valueOf(patience.toMillis(), 3).toPlainString(),
                patience,
                new H2Compaction());
    }

    @Override
    public void beginWrite(Connection connection) throws SQLException {
        begin(connection);
        if (lock.isEmpty()) {
            return;
        }
        boolean locked = false;
        try {
            lockPatiently(connection);
            locked = true;
        } finally {
            if (!locked) {
                connection.setAutoCommit(true);
            }
        }
    }

    /** Their numbers come from a sequence, so that any number of writers may add jobs at once. */
    @Override
    public void beginInsert(Connection connection) throws SQLException {
        begin(connection);
    }

    /** An interrupt makes H2 give up waiting and forget the interrupt: then it waits once more, and the interrupt is kept for the caller. */
    private void lockPatiently(Connection connection) throws SQLException {
        long start = System.nanoTime();
        boolean interrupted = false;
        boolean locked = false;
        try {
            while (!locked) {
                try {
                    lockNow(connection);
                    locked = true;
                } catch (SQLException e) {
                    if (e.getErrorCode() != ErrorCode.LOCK_TIMEOUT_1
                            || System.nanoTime() - start >= patience.toNanos()) {
                        throw e;
                    }
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void lockNow(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(lock)) {
            if (!row.next()) {
                throw new SQLException("the row that writers lock is gone: put it back with INSERT INTO "
                        + H2Dialect.SCHEMA + ".lane VALUES (1)");
            }
        }
    }

    @Override
    public void beginRead(Connection connection) throws SQLException {
        begin(connection);
    }

    /**
     * Where the process that served a file is gone, H2 tacitly connects a connection that is in no transaction to whoever opens the file next, perhaps
     * this process. What was set is not set there: commits are written late, and reads do not see one state. It counts as broken.
     */
    private static void begin(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        if (connection.isWrapperFor(JdbcConnection.class)
                && connection.unwrap(JdbcConnection.class).getSession() instanceof SessionRemote session
                && session.getLastReconnect() > 0) {
            throw new SQLException("another process serves the database now", "90067", ErrorCode.CONNECTION_BROKEN_1);
        }
    }

    @Override
    public void commit(Connection connection) throws SQLException {
        connection.commit();
        connection.setAutoCommit(true);
        compaction.after(connection);
    }

    @Override
    public void rollback(Connection connection) throws SQLException {
        connection.rollback();
        connection.setAutoCommit(true);
    }
}
