package io.queuectl.store.sqlite;

import io.queuectl.core.spi.WakeUps;
import io.queuectl.store.sql.SqlDatabase;
import java.sql.Connection;
import java.sql.SQLException;

/** A database of which a test gets hold of every writing connection. */
record HookedDatabase(SqliteDatabase database, Hook onWriter) implements SqlDatabase {

    @Override
    public Connection openWriter() throws SQLException {
        Connection connection = database.openWriter();
        onWriter.opened(connection);
        return connection;
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

    /** Called with each writing connection before it is used. */
    @FunctionalInterface
    interface Hook {
        void opened(Connection connection) throws SQLException;
    }
}
