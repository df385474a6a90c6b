package io.queuectl.store.postgres;

import io.queuectl.api.StoreException;
import io.queuectl.api.StoreException.Reason;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is asked of a server once, when its database is opened. */
record ServerFacts(String location, String version, String durability) {

    private static final Logger LOG = LoggerFactory.getLogger(ServerFacts.class);

    private static final int OLDEST = 140_000;

    /** @throws StoreException if the server is too old */
    static ServerFacts of(Connection connection, String location) throws SQLException {
        requireVersion(connection.getMetaData().getDatabaseMajorVersion() * 10_000, version(connection), location);
        boolean fsync = setting(connection, "fsync").equals("on");
        String commit = setting(connection, "synchronous_commit");
        boolean durable = fsync && !commit.equals("off");
        if (!durable) {
            LOG.warn(
                    "store=\"{}\" event=commits_not_durable fsync={} synchronous_commit={} remedy=\"a crash of the server may lose acknowledged jobs: switch both on for this database\"",
                    location,
                    fsync ? "on" : "off",
                    commit);
        }
        String promise = durable
                ? "a commit survives a crash of the server (fsync=on, synchronous_commit=" + commit + ")"
                : "a crash of the server may lose the last commits (fsync=" + (fsync ? "on" : "off")
                        + ", synchronous_commit=" + commit + ")";
        return new ServerFacts(location, version(connection), promise);
    }

    static void requireVersion(int number, String version, String location) {
        if (number < OLDEST) {
            throw StoreException.of(
                    Reason.UNAVAILABLE,
                    location + " is PostgreSQL " + version + ", too old: queuectl needs 14 or newer",
                    null);
        }
    }

    /** Without any secret: what the driver calls the URL may hold the password among its parameters. */
    static String location(Connection connection, String schema) throws SQLException {
        String url = connection.getMetaData().getURL();
        String bare = url.contains("?") ? url.substring(0, url.indexOf('?')) : url;
        String place = bare.substring(bare.lastIndexOf('@') + 1).replaceFirst("^jdbc:postgresql:(//)?", "");
        return "postgresql://" + place + " (schema " + schema + ")";
    }

    private static String version(Connection connection) throws SQLException {
        return connection.getMetaData().getDatabaseProductVersion();
    }

    private static String setting(Connection connection, String name) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SHOW " + name)) {
            row.next();
            return row.getString(1);
        }
    }
}
