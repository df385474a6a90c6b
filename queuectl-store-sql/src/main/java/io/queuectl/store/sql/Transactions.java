package io.queuectl.store.sql;

import java.sql.Connection;
import java.sql.SQLException;

/** How transactions begin and end on a connection that is otherwise in auto-commit mode. */
public interface Transactions {

    /** Begins a transaction that is going to write, and waits for whoever writes now. */
    void beginWrite(Connection connection) throws SQLException;

    /** Begins a transaction that only adds jobs nobody knows of yet: it need not wait where such may be added beside other writers. */
    default void beginInsert(Connection connection) throws SQLException {
        beginWrite(connection);
    }

    /** Begins a transaction whose reads all see one committed state. */
    void beginRead(Connection connection) throws SQLException;

    void commit(Connection connection) throws SQLException;

    void rollback(Connection connection) throws SQLException;

    /** Whether adding such jobs is one statement, which may go without a transaction around it now: that saves round trips. */
    default boolean mayInsertAlone() {
        return false;
    }
}
