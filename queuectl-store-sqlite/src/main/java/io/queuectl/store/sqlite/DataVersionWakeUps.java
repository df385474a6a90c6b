package io.queuectl.store.sqlite;

import io.queuectl.core.spi.WakeUps;
import io.queuectl.store.sql.SqlErrors;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Watches {@code PRAGMA data_version} on a connection of its own: it changes with every commit of any other connection, this
 * process's writer included, and costs a few microseconds to read. Looks every millisecond while commits come, slowing down to
 * every {@value #SLOWEST_MILLIS} ms. Used by one thread.
 */
final class DataVersionWakeUps implements WakeUps {

    private static final int SLOWEST_MILLIS = 10;
    private static final long FASTEST_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
    private static final long SLOWEST_NANOS = TimeUnit.MILLISECONDS.toNanos(SLOWEST_MILLIS);

    private final SqliteConnections connections;
    private final SqlErrors errors;
    private @Nullable Connection connection;
    private @Nullable PreparedStatement select;
    private long seen = -1;
    private long pause = FASTEST_NANOS;

    DataVersionWakeUps(SqliteConnections connections, SqlErrors errors) {
        this.connections = connections;
        this.errors = errors;
    }

    @Override
    public boolean await(Duration atMost) throws InterruptedException {
        long deadline = System.nanoTime() + atMost.toNanos();
        while (!hasChanged()) {
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                return false;
            }
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            LockSupport.parkNanos(this, Math.min(left, pause));
            pause = Math.min(SLOWEST_NANOS, pause + pause / 8);
        }
        pause = FASTEST_NANOS;
        return true;
    }

    private boolean hasChanged() {
        boolean done = false;
        try {
            long version = read();
            boolean changed = version != seen && seen != -1;
            seen = version;
            done = true;
            return changed;
        } catch (SQLException e) {
            throw errors.refused("watch for changes", e);
        } finally {
            if (!done) {
                close();
            }
        }
    }

    private long read() throws SQLException {
        if (connection == null) {
            connection = connections.reader();
        }
        if (select == null) {
            select = connection.prepareStatement("PRAGMA data_version");
        }
        try (ResultSet row = select.executeQuery()) {
            return row.next() ? row.getLong(1) : seen;
        }
    }

    @Override
    public void close() {
        Connection old = connection;
        connection = null;
        select = null;
        if (old != null) {
            SqliteConnections.closeQuietly(old);
        }
    }
}
