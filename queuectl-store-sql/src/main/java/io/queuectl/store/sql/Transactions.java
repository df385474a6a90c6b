package io.queuectl.store.sql;

import java.sql.Connection;
import java.sql.SQLException;

/** How transactions begin and end on a connection that is otherwise in auto-commit mode. */
public interface Transactions {

    /** Begins a transaction that is going to write, and waits for whoever writes now. */
    void beginWrite(Connection connection) throws SQLException;

    /** Begins a transaction whose reads all see one committed state. */
    void beginRead(Connection connection) throws SQLException;

    void commit(Connection connection) throws SQLException;

    void rollback(Connection connection) throws SQLException;
}
