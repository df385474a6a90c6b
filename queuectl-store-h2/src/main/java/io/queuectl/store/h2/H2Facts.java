package io.queuectl.store.h2;

import io.queuectl.api.StoreException;
import io.queuectl.api.StoreException.Reason;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.h2.api.ErrorCode;
import org.jspecify.annotations.Nullable;

/**
 * What a connection tells about its database.
 *
 * @param version of H2
 * @param name of the database
 * @param path of its file with the prefix of its file system, or {@code null} if it is in memory
 * @param local whether this process does the database's I/O itself, rather than a server
 * @param location of the database, for messages
 */
record H2Facts(String version, String name, @Nullable String path, boolean local, String location) {

    private static final String DELAYS = """
            SELECT COUNT(*)
            FROM INFORMATION_SCHEMA.SETTINGS
            WHERE SETTING_NAME = 'WRITE_DELAY' AND SETTING_VALUE <> '0'""";

    static H2Facts of(Connection connection) throws SQLException {
        String product = connection.getMetaData().getDatabaseProductName();
        if (!product.equals("H2")) {
            throw new IllegalArgumentException("the data source is one of " + product + ", not of H2");
        }
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("""
                        SELECT H2VERSION(), DATABASE(), DATABASE_PATH(),
                               (SELECT CLIENT_ADDR FROM INFORMATION_SCHEMA.SESSIONS WHERE SESSION_ID = SESSION_ID())""")) {
            row.next();
            String path = row.getString(3);
            String location =
                    path == null ? "jdbc:h2:mem:" + row.getString(2) : path.substring(path.indexOf(':') + 1) + ".mv.db";
            return new H2Facts(row.getString(1), row.getString(2), path, row.getString(4) == null, location);
        }
    }

    /** The same where somebody knows better how it is called. */
    H2Facts at(String better) {
        return new H2Facts(version, name, path, local, better);
    }

    boolean isInMemory() {
        return path == null;
    }

    /** Refuses what would lose jobs: a database that ends with its connection, and a file that an interrupt closes. */
    void requireSound() {
        if (isInMemory() && name.equals("UNNAMED")) {
            throw refusal(
                    Reason.REJECTED,
                    "every connection to jdbc:h2:mem: has a database of its own: give it a name, jdbc:h2:mem:NAME");
        }
        if (path != null && local && !path.startsWith("async:") && !path.startsWith(UninterruptedPath.PREFIX)) {
            throw refusal(
                    Reason.REJECTED,
                    "an interrupt of a thread that is writing would close this file for the whole process, and queuectl interrupts jobs: put async:"
                            + " before the path, as in jdbc:h2:async:" + path);
        }
    }

    /** With its default H2 answers a commit half a second before it writes it: a process that is killed then loses what it acknowledged. */
    void forceWriting(Connection connection) throws SQLException {
        if (isInMemory() || delays(connection) == 0) {
            return;
        }
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET WRITE_DELAY 0");
        } catch (SQLException e) {
            if (e.getErrorCode() != ErrorCode.ADMIN_RIGHTS_REQUIRED) {
                throw e;
            }
            throw StoreException.of(
                    Reason.PERMISSION,
                    "the database " + location
                            + " writes commits late (WRITE_DELAY), this user may not change that, and acknowledged jobs"
                            + " would be lost when its process is killed: run SET WRITE_DELAY 0 once as an administrator",
                    e);
        }
        if (delays(connection) > 0) {
            throw refusal(Reason.REJECTED, "it keeps writing commits late: SET WRITE_DELAY 0 has no effect");
        }
    }

    private static int delays(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(DELAYS)) {
            row.next();
            return row.getInt(1);
        }
    }

    String durability() {
        return isInMemory()
                ? "nothing survives the end of the process (in memory)"
                : "a commit survives a crash of the process, not of the machine (WRITE_DELAY=0, but H2 never syncs its file)";
    }

    private StoreException refusal(Reason reason, String why) {
        return StoreException.of(reason, "cannot use the database " + location + ": " + why, null);
    }
}
