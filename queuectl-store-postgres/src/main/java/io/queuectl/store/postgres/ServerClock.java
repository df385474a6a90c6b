package io.queuectl.store.postgres;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * The server's clock as seen from here: asked now and then, carried on by the monotonic clock in between. So all nodes agree on what is due,
 * whatever their own wall clocks say, and no exchange pays a round trip for it. Thread-safe.
 */
final class ServerClock implements InstantSource {

    /** A machine that was suspended does not notice how long: the clock is asked again after this. */
    private static final long STALE_NANOS = Duration.ofSeconds(10).toNanos();

    private volatile @Nullable Reading latest;

    private record Reading(long serverMillis, long atNanos) {}

    @Override
    public Instant instant() {
        Reading reading = latest;
        return reading == null
                ? InstantSource.system().instant()
                : Instant.ofEpochMilli(reading.serverMillis + (System.nanoTime() - reading.atNanos) / 1_000_000);
    }

    boolean isStale() {
        Reading reading = latest;
        return reading == null || System.nanoTime() - reading.atNanos > STALE_NANOS;
    }

    /** Asks the server; the answer is taken for the middle of the round trip. */
    void read(Connection connection) throws SQLException {
        long before = System.nanoTime();
        try (Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery("SELECT CAST(EXTRACT(EPOCH FROM clock_timestamp()) * 1000 AS bigint)")) {
            row.next();
            long after = System.nanoTime();
            latest = new Reading(row.getLong(1), before + (after - before) / 2);
        }
    }
}
