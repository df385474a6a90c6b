package io.queuectl.testkit.store;

import java.sql.Connection;
import java.sql.SQLException;

/** A store in a database that an application has its own tables in. */
public interface SharedStoreFixture extends StoreFixture {

    /** A connection of the application's own to that database, in auto-commit mode. The contract closes it. */
    Connection connect() throws SQLException;
}
