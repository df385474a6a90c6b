package io.queuectl.store.h2;

import io.queuectl.api.StoreException;
import io.queuectl.api.StoreException.Reason;
import io.queuectl.store.sql.Migrator;
import io.queuectl.store.sql.SchemaSql;
import io.queuectl.store.sql.SqlDialect;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * The tables of queuectl in one database. H2 commits every statement of a migration by itself, so that nothing can keep two who migrate at
 * once apart for good: every statement can be run again, those of one process take turns, and who meets another process's tries again.
 *
 * @param location for messages
 */
record H2Schema(String location) {

    static final SqlDialect DIALECT = H2Dialect.with(H2Transactions.WITHOUT_LANE);

    private static final Object TURN = new Object();

    /** Twice what a database takes that has a schema and no job. */
    private static final long NEW_FILE = 128 << 10;

    private static final int TRIES = 20;
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private static final String OURS = "SELECT COUNT(*) FROM INFORMATION_SCHEMA.TABLES WHERE TABLE_SCHEMA = 'queuectl'";

    private static final String OTHERS =
            "SELECT COUNT(*) FROM INFORMATION_SCHEMA.TABLES WHERE TABLE_SCHEMA NOT IN ('queuectl', 'INFORMATION_SCHEMA', 'information_schema')";

    /** Ours, or nobody's yet. An application that brings its own database may have what it likes beside queuectl's schema. */
    void requireOurs(Connection connection, boolean guest) throws SQLException {
        boolean inhabited = count(connection, OURS) > 0 || (!guest && count(connection, OTHERS) > 0);
        // In this order: whoever makes our tables at this moment makes the one of the versions first.
        if (inhabited && !hasVersions(connection)) {
            throw StoreException.of(
                    Reason.FOREIGN,
                    location
                            + " is an H2 database of another application, not a queuectl database; nothing was changed. An application"
                            + " lets queuectl into its own database with H2Store.of(dataSource)",
                    null);
        }
    }

    /**
     * Refuses a file that is too large to be new and yet has no schema: of a file that was cut H2 shows what was there before anything that is lost, and that
     * may be nothing. A new queue would be put over what can be saved.
     */
    void requireUncut(Connection connection, long bytes) throws SQLException {
        if (bytes > NEW_FILE && !comesToASchema(connection)) {
            throw StoreException.of(
                    Reason.DAMAGED,
                    location + " has " + bytes
                            + " bytes and no schema: the database is damaged: restore a backup, or save what is left with org.h2.tools.Recover",
                    null);
        }
    }

    /** Another one may be making it at this moment. */
    private boolean comesToASchema(Connection connection) throws SQLException {
        int tries = 1;
        while (version(connection) == 0 && tries < TRIES) {
            LockSupport.parkNanos(PAUSE_NANOS);
            tries++;
        }
        return tries < TRIES;
    }

    void run(Migrator.Mode mode, Connection connection) throws SQLException {
        Migrator migrator = new Migrator(DIALECT, location);
        if (mode != Migrator.Mode.APPLY) {
            migrator.run(mode, connection);
            return;
        }
        synchronized (TURN) {
            int tries = 1;
            while (!apply(migrator, connection, tries == TRIES)) {
                LockSupport.parkNanos(PAUSE_NANOS);
                tries++;
            }
        }
    }

    private static boolean apply(Migrator migrator, Connection connection, boolean last) throws SQLException {
        try {
            migrator.run(Migrator.Mode.APPLY, connection);
            return true;
        } catch (SQLException e) {
            if (last) {
                throw e;
            }
            return false;
        }
    }

    int version(Connection connection) throws SQLException {
        return new Migrator(DIALECT, location).version(connection);
    }

    /** What all who share the database agree on. */
    static String identity(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(DIALECT.sql(SchemaSql.IDENTITY))) {
            return row.next() ? row.getString(1) : "";
        }
    }

    private static boolean hasVersions(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(DIALECT.sql(SchemaSql.HAS_VERSIONS))) {
            return row.next();
        }
    }

    private static int count(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getInt(1);
        }
    }
}
