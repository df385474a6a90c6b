package io.queuectl.store.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the user's source for connections and waits for each no longer than the patience. A driver that nobody gave a time limit reads for ever
 * from a peer that vanished while it logged in, and would take the worker along. Thread-safe.
 */
final class Dialer {

    private static final Logger LOG = LoggerFactory.getLogger(Dialer.class);

    private final DataSource source;
    private final Duration patience;

    Dialer(DataSource source, Duration patience) {
        this.source = source;
        this.patience = patience;
    }

    /** Not interruptible: who asks may be in the middle of what others wait for. */
    Connection dial() throws SQLException {
        CompletableFuture<Connection> call = new CompletableFuture<>();
        Thread thread = new Thread(() -> dial(call), "queuectl-dialer-1");
        thread.setDaemon(true);
        thread.start();
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return call.get(patience.toNanos(), TimeUnit.NANOSECONDS);
                } catch (InterruptedException later) {
                    interrupted = true;
                } catch (TimeoutException tooLong) {
                    call.completeExceptionally(new SQLTransientConnectionException(
                            "no connection within " + patience.toMillis() + " ms", "08001", tooLong));
                } catch (ExecutionException e) {
                    throw failure(e.getCause());
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static SQLException failure(@Nullable Throwable cause) {
        if (cause instanceof Error broken) {
            throw broken;
        }
        if (cause instanceof RuntimeException broken) {
            throw broken;
        }
        return cause instanceof SQLException known ? known : new SQLException("no connection", cause);
    }

    private void dial(CompletableFuture<Connection> call) {
        try {
            Connection connection = source.getConnection();
            if (!call.complete(connection)) {
                connection.close();
            }
        } catch (SQLException | RuntimeException | Error e) {
            if (!call.completeExceptionally(e)) {
                LOG.debug("event=late_connection_failed", e);
            }
        }
    }
}
