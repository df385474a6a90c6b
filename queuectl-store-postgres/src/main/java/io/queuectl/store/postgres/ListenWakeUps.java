package io.queuectl.store.postgres;

import io.queuectl.core.spi.WakeUps;
import io.queuectl.store.sql.SqlErrors;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/**
 * Listens for the {@link Bell} of other processes. While the node is idle it says so by holding {@link Channel#lock} in shared mode; between its
 * last empty claim and that, work may have come unheard, so it wakes once right after and, for work in transactions that were open then,
 * twice again soon. Used by one thread.
 */
final class ListenWakeUps implements WakeUps {

    /** How long a read of the socket lasts at most: an interrupt is noticed after it. */
    private static final long SLICE_NANOS = Duration.ofMillis(100).toNanos();

    /** How soon after it became idle a node says so. */
    private static final long BUSY_SLICE_NANOS = Duration.ofMillis(10).toNanos();

    /** A connection that says nothing is asked whether it still stands. */
    private static final long SILENCE_NANOS = Duration.ofSeconds(5).toNanos();

    private static final long[] ECHOES = {
        Duration.ofMillis(20).toNanos(), Duration.ofMillis(100).toNanos()
    };

    private final Sessions sessions;
    private final Channel channel;
    private final BooleanSupplier idle;
    private final SqlErrors errors;
    private @Nullable Connection connection;
    private long heardNanos;

    /** Since when the node is known to be idle; {@code null} while it is not. */
    private @Nullable Long announcedNanos;

    private int echoes;

    ListenWakeUps(Sessions sessions, Channel channel, BooleanSupplier idle, SqlErrors errors) {
        this.sessions = sessions;
        this.channel = channel;
        this.idle = idle;
        this.errors = errors;
    }

    @Override
    public boolean await(Duration atMost) throws InterruptedException {
        long deadline = System.nanoTime() + atMost.toNanos();
        boolean done = false;
        try {
            boolean heard = listen(deadline);
            done = true;
            return heard;
        } catch (SQLException e) {
            throw errors.refused("listen for new work", e);
        } finally {
            if (!done) {
                drop();
            }
        }
    }

    private boolean listen(long deadline) throws SQLException, InterruptedException {
        Connection open = connection;
        if (open == null) {
            connection = open();
            return true;
        }
        while (true) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            if (announce(open) || isEchoDue()) {
                return true;
            }
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                return false;
            }
            if (hears(open, Math.min(left, slice()))) {
                takeBack(open);
                return true;
            }
        }
    }

    private Connection open() throws SQLException {
        Connection fresh = sessions.listening(channel);
        heardNanos = System.nanoTime();
        announcedNanos = null;
        return fresh;
    }

    /** Whether it has been made known only now that the node is idle. */
    private boolean announce(Connection open) throws SQLException {
        if (announcedNanos != null || !idle.getAsBoolean()) {
            return false;
        }
        Sessions.run(open, channel.announceIdle());
        announcedNanos = System.nanoTime();
        echoes = 0;
        return true;
    }

    private void takeBack(Connection open) throws SQLException {
        if (announcedNanos != null && !idle.getAsBoolean()) {
            Sessions.run(open, channel.takeBackIdle());
            announcedNanos = null;
        }
    }

    private boolean isEchoDue() {
        Long since = announcedNanos;
        if (since == null || echoes == ECHOES.length || System.nanoTime() - since < ECHOES[echoes]) {
            return false;
        }
        echoes++;
        return true;
    }

    private long slice() {
        return announcedNanos == null || echoes < ECHOES.length ? BUSY_SLICE_NANOS : SLICE_NANOS;
    }

    private boolean hears(Connection open, long nanos) throws SQLException {
        int millis = (int) Math.max(1, nanos / 1_000_000);
        boolean heard = open.unwrap(PGConnection.class).getNotifications(millis).length > 0;
        long now = System.nanoTime();
        if (heard) {
            heardNanos = now;
        } else if (now - heardNanos > SILENCE_NANOS) {
            Sessions.run(open, "SELECT 1");
            heardNanos = now;
        }
        return heard;
    }

    @Override
    public void close() {
        Connection old = connection;
        connection = null;
        if (old != null) {
            sessions.endListening(old);
        }
    }

    /** It may hang: no word of farewell. */
    private void drop() {
        Connection old = connection;
        connection = null;
        if (old != null) {
            Sessions.abort(old);
        }
    }
}
