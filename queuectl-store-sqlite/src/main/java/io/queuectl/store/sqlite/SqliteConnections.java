package io.queuectl.store.sqlite;

import io.queuectl.api.StoreException;
import io.queuectl.api.StoreException.Reason;
import io.queuectl.core.spi.StoreProvider.OpenMode;
import io.queuectl.store.sql.Migrator;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteConfig;

/** Opens connections to one database and sets them up. */
final class SqliteConnections {

    private static final Logger LOG = LoggerFactory.getLogger(SqliteConnections.class);

    /** The first version without the bug that could damage a database which several connections write and checkpoint. */
    private static final String OLDEST = "3.51.3";

    /** What the write-ahead log is cut back to after a burst made it larger. */
    private static final long LOG_BYTES = 64 << 20;

    private static final long RETRY_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    private final String url;
    private final SqliteOptions options;
    private final boolean empty;

    private SqliteConnections(String url, SqliteOptions options, boolean empty) {
        this.url = url;
        this.options = options;
        this.empty = empty;
    }

    static SqliteConnections forWriting(Path path, SqliteOptions options) {
        return new SqliteConnections(url(path, "mode=rw"), options, false);
    }

    /**
     * Who may write file and folder tidies up after the last connection, as writers do. Who may not leaves everything as it is:
     * while a log lies beside the file, others have it open and it is read under their locks; otherwise nobody has, and
     * reading without locks leaves no files that would later stand in a writer's way.
     */
    static SqliteConnections forReading(Path path, SqliteOptions options) {
        Path folder = path.getParent();
        if (folder != null && Files.isWritable(folder) && Files.isWritable(path)) {
            return new SqliteConnections(url(path, "mode=rw"), options, false);
        }
        boolean open = Files.exists(path.resolveSibling(path.getFileName() + "-wal"));
        return new SqliteConnections(url(path, open ? "mode=ro" : "mode=ro&immutable=1"), options, false);
    }

    /** Databases without a row, kept nowhere. */
    static SqliteConnections empty(SqliteOptions options) {
        return new SqliteConnections("jdbc:sqlite::memory:", options, true);
    }

    /** A connection for one look at the file as it is, without locks and without a journal. */
    static Connection glance(Path path) throws SQLException {
        return new SQLiteConfig().createConnection(url(path, "mode=ro&immutable=1"));
    }

    private static String url(Path path, String parameters) {
        return "jdbc:sqlite:file:" + path.toUri().getRawPath() + "?" + parameters;
    }

    /** A connection that nothing was said to yet. */
    Connection connect() throws SQLException {
        SQLiteConfig config = new SQLiteConfig();
        config.setBusyTimeout(Math.toIntExact(options.busyTimeout().toMillis()));
        config.setGetGeneratedKeys(false);
        Connection connection = config.createConnection(url);
        boolean done = false;
        try {
            requireVersion(version(connection));
            done = true;
            return connection;
        } finally {
            if (!done) {
                closeQuietly(connection);
            }
        }
    }

    Connection writer() throws SQLException {
        if (options.access() == OpenMode.READ) {
            throw StoreException.of(Reason.REJECTED, "the database was opened for reading only", null);
        }
        Connection connection = connect();
        boolean done = false;
        try {
            makeWriter(connection);
            done = true;
            return connection;
        } finally {
            if (!done) {
                closeQuietly(connection);
            }
        }
    }

    /** Sets a connection up for writing. The file is known to be ours: from here on it is changed. */
    void makeWriter(Connection connection) throws SQLException {
        useWriteAheadLog(connection);
        boolean full = options.durability() == SqliteOptions.Durability.FULL;
        execute(connection, full ? "PRAGMA synchronous = FULL" : "PRAGMA synchronous = NORMAL");
        execute(connection, "PRAGMA trusted_schema = OFF");
        execute(connection, "PRAGMA journal_size_limit = " + LOG_BYTES);
    }

    Connection reader() throws SQLException {
        Connection connection = connect();
        boolean done = false;
        try {
            if (empty) {
                new Migrator(SqliteDialect.DIALECT, url).run(Migrator.Mode.APPLY, connection);
            }
            execute(connection, "PRAGMA query_only = ON");
            execute(connection, "PRAGMA trusted_schema = OFF");
            done = true;
            return connection;
        } finally {
            if (!done) {
                closeQuietly(connection);
            }
        }
    }

    /** The switch needs the file for itself and, unlike a transaction, does not wait for it. */
    private void useWriteAheadLog(Connection connection) throws SQLException {
        long deadline = System.nanoTime() + options.busyTimeout().toNanos();
        while (true) {
            try {
                String mode = text(connection, "PRAGMA journal_mode = WAL");
                if (!mode.equals("wal")) {
                    throw new SQLException("no write-ahead log is possible here, the journal stays " + mode);
                }
                return;
            } catch (SQLException e) {
                if (SqliteFaults.of(e).reason() != Reason.BUSY || System.nanoTime() - deadline > 0) {
                    throw e;
                }
                LockSupport.parkNanos(RETRY_NANOS);
            }
        }
    }

    static String version(Connection connection) throws SQLException {
        return text(connection, "SELECT sqlite_version()");
    }

    static String text(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            return row.next() ? row.getString(1) : "";
        }
    }

    static void closeQuietly(Connection connection) {
        try {
            connection.close();
        } catch (SQLException e) {
            LOG.debug("event=close-failed", e);
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }

    static void requireVersion(String version) {
        if (Arrays.compare(parts(version), parts(OLDEST)) < 0) {
            throw StoreException.of(
                    Reason.UNAVAILABLE,
                    "SQLite " + version + " can damage a database that several processes write; queuectl needs "
                            + OLDEST + " or newer: update sqlite-jdbc",
                    null);
        }
    }

    private static int[] parts(String version) {
        return Arrays.stream(version.split("\\.", -1))
                .mapToInt(Integer::parseInt)
                .toArray();
    }
}
