package io.queuectl.store.sql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** One connection with the statements prepared on it. Used by one thread at a time; lives and dies with its connection. */
final class Session implements AutoCloseable {

    private final SqlDialect dialect;
    private final Connection connection;

    /** {@code null} if the connection is a caller's and stays open. */
    private final @Nullable SqlDatabase database;

    private final Map<SqlText, PreparedStatement> prepared = new HashMap<>();
    private @Nullable Handle handle;
    private boolean abandoned;

    private Session(SqlDialect dialect, @Nullable SqlDatabase database, Connection connection) {
        this.dialect = dialect;
        this.database = database;
        this.connection = connection;
    }

    static Session writing(SqlDialect dialect, SqlDatabase database) throws SQLException {
        return new Session(dialect, database, database.openWriter());
    }

    static Session reading(SqlDialect dialect, SqlDatabase database) throws SQLException {
        return new Session(dialect, database, database.openReader());
    }

    /** On a caller's connection. */
    static Session lent(SqlDialect dialect, Connection connection) {
        return new Session(dialect, null, connection);
    }

    Connection connection() {
        return connection;
    }

    /** The statement, prepared at its first use. */
    PreparedStatement hot(SqlText text) throws SQLException {
        PreparedStatement statement = prepared.get(text);
        if (statement == null) {
            statement = connection.prepareStatement(dialect.sql(text));
            prepared.put(text, statement);
        }
        return statement;
    }

    /** The connection as Jdbi sees it, made at its first use: a process that only enqueues never loads Jdbi. */
    Handle handle() {
        if (handle == null) {
            handle = Jdbi.open(connection);
        }
        return handle;
    }

    /** Lets the transaction end without any of its changes, though its work returned. */
    void abandon() {
        abandoned = true;
    }

    /** Whether it shall, forgotten with the question. */
    boolean takeAbandoned() {
        boolean was = abandoned;
        abandoned = false;
        return was;
    }

    /** See {@link SqlDialect#qualified}. */
    String qualified(String text) {
        return dialect.qualified(text);
    }

    String sql(SqlText text) {
        return dialect.sql(text);
    }

    /** See {@link SqlDialect#has}. */
    boolean has(SqlText text) {
        return dialect.has(text);
    }

    /** Ends a session whose connection may not be in order. */
    void discard() throws SQLException {
        if (database != null) {
            database.discard(connection);
        }
    }

    @Override
    public void close() throws SQLException {
        if (database != null) {
            database.giveBack(connection);
            return;
        }
        for (PreparedStatement statement : prepared.values()) {
            statement.close();
        }
    }
}
