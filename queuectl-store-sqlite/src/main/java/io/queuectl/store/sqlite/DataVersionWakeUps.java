package io.queuectl.store.sqlite;

import io.queuectl.core.spi.WakeUps;
import io.queuectl.store.sql.SqlErrors;
import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
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
 * every {@value #SLOWEST_MILLIS} ms; when none has come for a while it waits for the folder's word where that can be had, and looks
 * four times a second all the same. Used by one thread.
 */
final class DataVersionWakeUps implements WakeUps {

    private static final int SLOWEST_MILLIS = 10;
    private static final long FASTEST_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
    private static final long SLOWEST_NANOS = TimeUnit.MILLISECONDS.toNanos(SLOWEST_MILLIS);

    /** How long to trust a folder that says nothing. */
    private static final long QUIET_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

    private final SqliteConnections connections;
    private final SqlErrors errors;
    private final LogSize log;
    private @Nullable FolderWatch folder;
    private @Nullable Connection connection;
    private @Nullable PreparedStatement select;
    private long seen = -1;
    private long pause = FASTEST_NANOS;

    /** @param folder where the database's log is, or {@code null} if that cannot be watched */
    DataVersionWakeUps(SqliteConnections connections, SqlErrors errors, LogSize log, @Nullable FolderWatch folder) {
        this.connections = connections;
        this.errors = errors;
        this.log = log;
        this.folder = folder;
    }

    @Override
    public boolean await(Duration atMost) throws InterruptedException {
        long deadline = System.nanoTime() + atMost.toNanos();
        log.look();
        while (!hasChanged()) {
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                return false;
            }
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            rest(left);
        }
        beQuick();
        return true;
    }

    /** Looks often for a while, and leaves the folder alone meanwhile. */
    private void beQuick() {
        pause = FASTEST_NANOS;
        FolderWatch watched = folder;
        if (watched != null) {
            watched.disarm();
        }
    }

    private void rest(long left) throws InterruptedException {
        FolderWatch watched = pause < SLOWEST_NANOS ? null : folder;
        if (watched == null) {
            LockSupport.parkNanos(this, Math.min(left, pause));
            pause = Math.min(SLOWEST_NANOS, pause + pause / 8);
        } else if (!arm(watched) && watched.await(Math.min(left, QUIET_NANOS))) {
            beQuick(); // some file was written, ours or another
        }
    }

    /** Answers whether it listens only since now: then a commit may have come unheard. */
    private boolean arm(FolderWatch watched) {
        try {
            return watched.arm();
        } catch (IOException | ClosedWatchServiceException deaf) {
            watched.close();
            folder = null;
            return true;
        }
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
                drop();
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
        drop();
        FolderWatch watched = folder;
        folder = null;
        if (watched != null) {
            watched.close();
        }
    }

    private void drop() {
        Connection old = connection;
        connection = null;
        select = null;
        if (old != null) {
            SqliteConnections.closeQuietly(old);
        }
    }
}
