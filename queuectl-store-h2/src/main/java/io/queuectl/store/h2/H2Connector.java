package io.queuectl.store.h2;

import java.sql.Connection;
import java.sql.SQLException;

/** Where connections to a database come from. */
@FunctionalInterface
interface H2Connector {

    Connection connect() throws SQLException;
}
