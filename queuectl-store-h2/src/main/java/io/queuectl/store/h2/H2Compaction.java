package io.queuectl.store.h2;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.h2.engine.SessionLocal;
import org.h2.jdbc.JdbcConnection;
import org.h2.mvstore.MVStore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a file from growing for as long as it is open. Each commit writes a chunk, of which soon little is in use; H2 rewrites that little and frees the rest only where
 * it writes commits late, which a store forbids. So the process that has the file open does it after a commit, now and then. Thread-safe.
 */
final class H2Compaction {

    private static final Logger LOG = LoggerFactory.getLogger(H2Compaction.class);
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    /** In percent, of all chunks. With less in use it is worth rewriting some. */
    private static final int FILL_RATE = 60;

    /** What is written at a time, in bytes: some milliseconds in which nobody else commits. */
    private static final int PORTION = 1 << 20;

    private final AtomicLong next = new AtomicLong(System.nanoTime());

    /** The commit stands, whatever comes of this. */
    void after(Connection committed) {
        long now = System.nanoTime();
        long due = next.get();
        if (now - due < 0 || !next.compareAndSet(due, now + PAUSE_NANOS)) {
            return;
        }
        try {
            MVStore store = store(committed);
            if (store != null && store.getAutoCommitDelay() == 0) {
                store.compact(FILL_RATE, PORTION);
            }
        } catch (SQLException | RuntimeException failed) {
            if (failed.getCause() instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            }
            LOG.debug("event=compaction-failed", failed);
        }
    }

    /** {@code null} where another process has the file open. */
    private static @Nullable MVStore store(Connection connection) throws SQLException {
        return connection.isWrapperFor(JdbcConnection.class)
                        && connection.unwrap(JdbcConnection.class).getSession() instanceof SessionLocal session
                ? session.getDatabase().getStore().getMvStore()
                : null;
    }
}
