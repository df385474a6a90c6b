package io.queuectl.store.postgres;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells idle nodes of other processes that work was committed. A node that is idle holds {@link Channel#lock} in shared mode; who brings work tries
 * to take it alone and notifies only if that fails. One thread does so after the commit, at most once in a few milliseconds: producers
 * wait for nothing, and a notification, which the server hands out one at a time, is never part of their transactions. Thread-safe.
 */
final class Bell implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Bell.class);

    /** One notification wakes every idle node: those that follow at once would find them awake. */
    private static final long REST_NANOS = Duration.ofMillis(2).toNanos();

    /** How long a process that ends waits for its last ring. */
    private static final long LAST_MILLIS = 1_000;

    private final Sessions sessions;
    private final String ring;
    private final Object monitor = new Object();

    /** Guarded by the monitor, as are the two below. */
    private boolean wanted;

    private boolean closed;
    private @Nullable Thread ringer;

    private @Nullable Connection connection;

    Bell(Sessions sessions, Channel channel) {
        this.sessions = sessions;
        this.ring = channel.ring();
    }

    /** Something was committed. Returns at once. */
    void ring() {
        synchronized (monitor) {
            if (closed || wanted) {
                return;
            }
            wanted = true;
            if (ringer == null) {
                ringer = new Thread(this::run, "queuectl-bell-1");
                ringer.setDaemon(true);
                ringer.start();
            }
            monitor.notifyAll();
        }
    }

    private void run() {
        while (takeWish()) {
            try {
                ringOnce();
            } catch (SQLException unreachable) {
                // Polling finds the work; a bell that cannot ring is no failure of the commit before it.
                LOG.debug("event=bell_silent reason=\"{}\"", unreachable.getMessage());
                drop();
            }
            LockSupport.parkNanos(this, REST_NANOS);
        }
        drop();
    }

    /** Waits for a wish; {@code false} when there is none left and there will be none. */
    private boolean takeWish() {
        synchronized (monitor) {
            while (!wanted && !closed) {
                try {
                    monitor.wait();
                } catch (InterruptedException nobodyMayInterruptIt) {
                    LOG.debug("event=bell_interrupted");
                }
            }
            boolean take = wanted;
            wanted = false;
            return take;
        }
    }

    private void ringOnce() throws SQLException {
        if (connection == null) {
            connection = sessions.ringing();
        }
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(ring)) {
            row.next();
        }
    }

    private void drop() {
        Connection old = connection;
        connection = null;
        if (old != null) {
            Sessions.abort(old);
        }
    }

    /** Rings once more if that is owed. */
    @Override
    public void close() {
        Thread last;
        synchronized (monitor) {
            closed = true;
            last = ringer;
            monitor.notifyAll();
        }
        if (last != null) {
            try {
                last.join(LAST_MILLIS);
            } catch (InterruptedException hurry) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
