package io.queuectl.store.sql;

import io.queuectl.api.StoreException;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A few connections for reading, opened when they are first needed: as many readers at once, the others wait. Thread-safe.
 */
final class Readers implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Readers.class);
    private static final int MOST = 3;

    /** Sessions that a read may lose before it gives up. */
    private static final int TRIES = 3;

    private final SqlDialect dialect;
    private final SqlDatabase database;
    private final SqlErrors errors;

    /** Guarded by this, as are the counts below. */
    private final Deque<Session> idle = new ArrayDeque<>();

    private int out;
    private boolean closed;

    Readers(SqlDialect dialect, SqlDatabase database, SqlErrors errors) {
        this.dialect = dialect;
        this.database = database;
        this.errors = errors;
    }

    /**
     * Does the work on one committed state of the database.
     *
     * @param attempted what it reads, as in "cannot …"
     */
    <T> T read(String attempted, Work<T> work) {
        Session session = sessionFor(attempted, take(false));
        for (int lost = 0; true; lost++) {
            try {
                return read(session, attempted, work);
            } catch (StoreException failed) {
                if (failed.reason() != StoreException.Reason.UNAVAILABLE || lost == TRIES - 1) {
                    throw failed;
                }
            }
            // It broke while it lay idle or just now: a server was restarted, or one process after the other leaves the
            // file it served.
            session = sessionFor(attempted, take(true));
        }
    }

    private Session sessionFor(String attempted, @Nullable Session idleBefore) {
        if (idleBefore != null) {
            return idleBefore;
        }
        Session opened = null;
        try {
            opened = Session.reading(dialect, database);
            return opened;
        } catch (SQLException | JdbiException e) {
            throw errors.refused(attempted, e);
        } finally {
            if (opened == null) {
                giveBack(null, false);
            }
        }
    }

    private <T> T read(Session session, String attempted, Work<T> work) {
        boolean usable = false;
        try {
            dialect.transactions().beginRead(session.connection());
            T result = work.in(session);
            dialect.transactions().rollback(session.connection());
            usable = true;
            return result;
        } catch (SQLException | JdbiException e) {
            throw errors.refused(attempted, e);
        } finally {
            giveBack(session, usable);
        }
    }

    /**
     * An idle session, or {@code null} for leave to open one.
     *
     * @param anew whether to open one in any case
     */
    private synchronized @Nullable Session take(boolean anew) {
        boolean interrupted = false;
        try {
            while (!closed && out >= MOST) {
                try {
                    wait();
                } catch (InterruptedException e) {
                    // A read ends within moments: the caller's interrupt is kept for its next wait.
                    interrupted = true;
                }
            }
            if (closed) {
                throw new IllegalStateException("the store in " + database.location() + " is closed");
            }
            out++;
            return anew ? null : idle.poll();
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void giveBack(@Nullable Session session, boolean usable) {
        boolean keep;
        synchronized (this) {
            out--;
            notifyAll();
            keep = usable && !closed && idle.size() < MOST;
            if (keep && session != null) {
                idle.push(session);
            }
        }
        if (!keep && session != null) {
            end(session, usable);
        }
    }

    private void end(Session session, boolean inOrder) {
        try {
            if (inOrder) {
                session.close();
            } else {
                session.discard();
            }
        } catch (SQLException e) {
            LOG.debug("store=\"{}\" event=close-failed", database.location(), e);
        }
    }

    /** A read that is under way ends undisturbed and closes its own connection. */
    @Override
    public void close() {
        Deque<Session> open;
        synchronized (this) {
            closed = true;
            open = new ArrayDeque<>(idle);
            idle.clear();
            notifyAll();
        }
        open.forEach(session -> end(session, true));
    }
}
