package io.queuectl.store.postgres;

import io.queuectl.store.sql.Transactions;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Transactions through the driver, which sends BEGIN along with the first statement. Where sessions are not our own, whatever the
 * planner and the server shall heed is said anew in each.
 */
final class PostgresTransactions implements Transactions {

    private final boolean ownSessions;
    private final ServerClock clock;

    PostgresTransactions(boolean ownSessions, ServerClock clock) {
        this.ownSessions = ownSessions;
        this.clock = clock;
    }

    @Override
    public void beginWrite(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        if (!ownSessions) {
            run(connection, SessionSettings.WRITING_TRANSACTION);
        }
        if (clock.isStale()) {
            clock.read(connection);
        }
    }

    @Override
    public void beginRead(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        if (!ownSessions) {
            run(connection, SessionSettings.READING_TRANSACTION);
        }
    }

    @Override
    public void commit(Connection connection) throws SQLException {
        connection.commit();
        connection.setAutoCommit(true);
    }

    @Override
    public void rollback(Connection connection) throws SQLException {
        connection.rollback();
        connection.setAutoCommit(true);
    }

    @Override
    public boolean mayInsertAlone() {
        return ownSessions && !clock.isStale();
    }

    private static void run(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
