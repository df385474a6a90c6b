package io.queuectl.store.sqlite;

import io.queuectl.core.spi.WakeUps;
import io.queuectl.store.sql.SqlDatabase;
import java.sql.Connection;
import java.sql.SQLException;

/** A database of which a test gets hold of every writing connection. */
record HookedDatabase(SqliteDatabase database, Hook onWriter) implements SqlDatabase {

    @Override
    public Connection openWriter() throws SQLException {
        return onWriter.opened(database.openWriter());
    }

    @Override
    public Connection openReader() throws SQLException {
        return database.openReader();
    }

    @Override
    public WakeUps wakeUps() {
        return database.wakeUps();
    }

    @Override
    public String location() {
        return database.location();
    }

    @Override
    public String version() {
        return database.version();
    }

    @Override
    public String durability() {
        return database.durability();
    }

    @Override
    public void close() {
        database.close();
    }

    /** Called with each writing connection before it is used; answers the one to use. */
    @FunctionalInterface
    interface Hook {
        Connection opened(Connection connection) throws SQLException;
    }
}
