package io.queuectl.store.sql;

import java.sql.SQLException;

/** Something done within one transaction. */
@FunctionalInterface
interface Work<T> {

    T in(Session session) throws SQLException;
}
