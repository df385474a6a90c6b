package io.queuectl.store.sql;

import io.queuectl.api.StoreException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connections of this process that write: as many transactions at once, the others wait. One connection where the database knows
 * one writer. Thread-safe.
 *
 * <p>After any error other than busy a connection is dropped with its statements and another opened at need: a driver may
 * leave statements dead after an error.
 */
final class Writers implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Writers.class);

    /** Sessions that a transaction may lose before it began. */
    private static final int TRIES = 3;

    private final SqlDialect dialect;
    private final SqlDatabase database;
    private final SqlErrors errors;
    private final int most;
    private final Semaphore permits;
    private final ConcurrentLinkedDeque<Session> idle = new ConcurrentLinkedDeque<>();
    private volatile boolean closed;

    Writers(SqlDialect dialect, SqlDatabase database, SqlErrors errors) {
        this.dialect = dialect;
        this.database = database;
        this.errors = errors;
        most = database.writers();
        permits = new Semaphore(most);
    }

    /**
     * Does the work in one transaction. Not interruptible.
     *
     * @param attempted what it does, as in "cannot …"
     */
    <T> T write(String attempted, Work<T> work) {
        return write(attempted, work, Transaction::run);
    }

    /** Opens so many connections ahead of their first use, as far as the database lets us. */
    void openAhead(int count) {
        permits.acquireUninterruptibly();
        try {
            while (!closed && idle.size() < count) {
                idle.push(Session.writing(dialect, database));
            }
        } catch (SQLException | StoreException unreachable) {
            LOG.debug("store=\"{}\" event=not-opened-ahead", database.location(), unreachable);
        } finally {
            permits.release();
        }
    }

    /** See {@link SqlDialect#has}. */
    boolean have(SqlText text) {
        return dialect.has(text);
    }

    /** Does work that only adds jobs nobody knows of yet. */
    <T> T writeNew(String attempted, Work<T> work) {
        boolean alone = dialect.transactions().mayInsertAlone();
        return write(attempted, work, alone ? Transaction::runAlone : Transaction::runInsert);
    }

    private <T> T write(String attempted, Work<T> work, Function<Transaction<T>, T> how) {
        permits.acquireUninterruptibly();
        try {
            if (closed) {
                throw new IllegalStateException("the store in " + database.location() + " is closed");
            }
            Session ready = idle.poll();
            return attempt(new Transaction<>(ready == null ? opened(attempted) : ready, attempted, work), how);
        } finally {
            permits.release();
        }
    }

    private <T> T attempt(Transaction<T> transaction, Function<Transaction<T>, T> how) {
        try {
            return how.apply(transaction);
        } finally {
            if (transaction.leftUsable) {
                idle.push(transaction.session);
            } else if (!transaction.lost) {
                discard(transaction.session);
            }
        }
    }

    private Session opened(String attempted) {
        try {
            return Session.writing(dialect, database);
        } catch (SQLException e) {
            throw errors.refused(attempted, e);
        }
    }

    private void discard(Session session) {
        try {
            session.discard();
        } catch (SQLException e) {
            LOG.debug("store=\"{}\" event=discard-failed", database.location(), e);
        }
    }

    private void close(Session session) {
        try {
            session.close();
        } catch (SQLException e) {
            LOG.debug("store=\"{}\" event=close-failed", database.location(), e);
        }
    }

    /** Waits for the transactions that are under way. */
    @Override
    public void close() {
        closed = true;
        permits.acquireUninterruptibly(most);
        try {
            for (Session session = idle.poll(); session != null; session = idle.poll()) {
                close(session);
            }
        } finally {
            permits.release(most);
        }
    }

    private interface Beginning {
        void on(Connection connection) throws SQLException;
    }

    /** One of them, and whether its session can be used for another. */
    private final class Transaction<T> {

        private final String attempted;
        private final Work<T> work;
        private Session session;

        /** Whether that session was discarded. */
        private boolean lost;

        private boolean leftUsable;

        Transaction(Session session, String attempted, Work<T> work) {
            this.session = session;
            this.attempted = attempted;
            this.work = work;
        }

        T run() {
            return run(dialect.transactions()::beginWrite);
        }

        T runInsert() {
            return run(dialect.transactions()::beginInsert);
        }

        private T run(Beginning beginning) {
            begin(beginning);
            T result = perform();
            commit();
            leftUsable = true;
            return result;
        }

        /** The statement commits by itself: if the connection breaks, it may have happened all the same. */
        T runAlone() {
            try {
                T result = work.in(session);
                leftUsable = true;
                return result;
            } catch (StoreException | Surprise e) {
                throw e;
            } catch (SQLException | RuntimeException e) {
                throw errors.isUnavailable(e) ? errors.unknown(attempted, e) : errors.refused(attempted, e);
            }
        }

        private void begin(Beginning beginning) {
            for (int tries = 1; true; tries++) {
                try {
                    beginning.on(session.connection());
                    return;
                } catch (SQLException e) {
                    leftUsable = errors.isBusy(e);
                    if (tries == TRIES || !errors.isUnavailable(e)) {
                        throw errors.refused(attempted, e);
                    }
                }
                renew();
            }
        }

        /** It broke while it lay idle or just now: a server was restarted, or a process left the file it served. Nothing was done. */
        private void renew() {
            lost = true;
            discard(session);
            session = opened(attempted);
            lost = false;
        }

        /** Whatever goes wrong in here may leave statements dead or half filled: the connection goes, and this transaction with it. */
        private T perform() {
            try {
                return work.in(session);
            } catch (StoreException | Surprise e) {
                throw e;
            } catch (SQLException | RuntimeException e) {
                throw errors.refused(attempted, e);
            }
        }

        private void commit() {
            try {
                if (session.takeAbandoned()) {
                    dialect.transactions().rollback(session.connection());
                } else {
                    dialect.transactions().commit(session.connection());
                }
            } catch (SQLException e) {
                throw errors.isBusy(e) ? errors.refused(attempted, e) : errors.unknown(attempted, e);
            }
        }
    }
}
