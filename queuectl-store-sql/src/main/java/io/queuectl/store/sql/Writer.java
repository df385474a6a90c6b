package io.queuectl.store.sql;

import io.queuectl.api.StoreException;
import java.sql.SQLException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one connection of this process that writes: one transaction at a time, whoever asks. Thread-safe.
 *
 * <p>After any error other than busy the connection is dropped with its statements and opened anew at the next call: a
 * driver may leave statements dead after an error.
 */
final class Writer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Writer.class);

    private final SqlDialect dialect;
    private final SqlDatabase database;
    private final SqlErrors errors;
    private final ReentrantLock lock = new ReentrantLock();

    /** Guarded by the lock. */
    private @Nullable Session session;

    /** Guarded by the lock. */
    private boolean closed;

    Writer(SqlDialect dialect, SqlDatabase database, SqlErrors errors) {
        this.dialect = dialect;
        this.database = database;
        this.errors = errors;
    }

    /**
     * Does the work in one transaction.
     *
     * @param attempted what it does, as in "cannot …"
     */
    <T> T write(String attempted, Work<T> work) {
        lock.lock();
        try {
            if (closed) {
                throw new IllegalStateException("the store in " + database.location() + " is closed");
            }
            return attempt(attempted, work);
        } finally {
            lock.unlock();
        }
    }

    private <T> T attempt(String attempted, Work<T> work) {
        Session current = begin(attempted);
        T result = perform(current, attempted, work);
        commit(current, attempted);
        return result;
    }

    private Session begin(String attempted) {
        try {
            if (session == null) {
                session = new Session(dialect, database.openWriter());
            }
            dialect.transactions().beginWrite(session.connection());
            return session;
        } catch (SQLException e) {
            if (!errors.isBusy(e)) {
                drop();
            }
            throw errors.refused(attempted, e);
        }
    }

    /** Whatever goes wrong in here may leave statements dead or half filled: the connection goes, and its transaction with it. */
    private <T> T perform(Session current, String attempted, Work<T> work) {
        boolean done = false;
        try {
            T result = work.in(current);
            done = true;
            return result;
        } catch (StoreException e) {
            throw e;
        } catch (SQLException | RuntimeException e) {
            throw errors.refused(attempted, e);
        } finally {
            if (!done) {
                drop();
            }
        }
    }

    private void commit(Session current, String attempted) {
        try {
            if (current.takeAbandoned()) {
                dialect.transactions().rollback(current.connection());
            } else {
                dialect.transactions().commit(current.connection());
            }
        } catch (SQLException e) {
            drop();
            throw errors.isBusy(e) ? errors.refused(attempted, e) : errors.unknown(attempted, e);
        }
    }

    /** Closing a connection undoes its open transaction. Requires the lock. */
    private void drop() {
        Session old = session;
        session = null;
        if (old == null) {
            return;
        }
        try {
            old.close();
        } catch (SQLException e) {
            LOG.debug("store=\"{}\" event=close-failed", database.location(), e);
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            drop();
        } finally {
            lock.unlock();
        }
    }
}
