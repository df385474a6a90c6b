package io.queuectl.store.sqlite;

import io.queuectl.store.sql.Transactions;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Transactions by statement on connections in auto-commit mode: the driver's own {@code commit()} begins the next transaction
 * at once. A writing one is immediate, because a deferred one that turns to writing fails at once, whatever the busy timeout.
 */
final class SqliteTransactions implements Transactions {

    @Override
    public void beginWrite(Connection connection) throws SQLException {
        run(connection, "BEGIN IMMEDIATE");
    }

    @Override
    public void beginRead(Connection connection) throws SQLException {
        run(connection, "BEGIN");
    }

    @Override
    public void commit(Connection connection) throws SQLException {
        run(connection, "COMMIT");
    }

    @Override
    public void rollback(Connection connection) throws SQLException {
        run(connection, "ROLLBACK");
    }

    private static void run(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }
}
