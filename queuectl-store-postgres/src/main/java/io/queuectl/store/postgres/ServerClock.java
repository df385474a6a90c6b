package io.queuectl.store.postgres;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The server's clock as seen from here: asked now and then, carried on by the monotonic clock in between. So all nodes agree on what is due,
 * whatever their own wall clocks say, and no exchange pays a round trip for it.
 *
 * <p>An answer says between which two times it is, as far apart as the round trip took; a process that was stopped meanwhile took long. A clock that agrees with it goes
 * on as it is, another one is moved as little as it takes: so it goes back only if it was wrong. Thread-safe.
 */
final class ServerClock implements InstantSource {

    /** A machine that was suspended does not notice how long: the clock is asked again after this. */
    private static final long STALE_NANOS = Duration.ofSeconds(10).toNanos();

    private static final long NANOS_OF_A_MILLI = 1_000_000;

    private final LongSupplier ticker;
    private volatile @Nullable Reading latest;

    private record Reading(long serverMillis, long atNanos) {
        long millisAt(long nanos) {
            return serverMillis + (nanos - atNanos) / NANOS_OF_A_MILLI;
        }
    }

    ServerClock() {
        this(System::nanoTime);
    }

    /** @param ticker a monotonic clock, in nanoseconds */
    ServerClock(LongSupplier ticker) {
        this.ticker = ticker;
    }

    @Override
    public Instant instant() {
        Reading reading = latest;
        return reading == null
                ? InstantSource.system().instant()
                : Instant.ofEpochMilli(reading.millisAt(ticker.getAsLong()));
    }

    boolean isStale() {
        Reading reading = latest;
        return reading == null || ticker.getAsLong() - reading.atNanos > STALE_NANOS;
    }

    /** Asks the server. */
    void read(Connection connection) throws SQLException {
        long before = ticker.getAsLong();
        try (Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery("SELECT CAST(EXTRACT(EPOCH FROM clock_timestamp()) * 1000 AS bigint)")) {
            row.next();
            heard(row.getLong(1), before, ticker.getAsLong());
        }
    }

    /** @param serverMillis what the server's clock said, rounded, some time between the two */
    synchronized void heard(long serverMillis, long beforeNanos, long afterNanos) {
        long most = serverMillis + (afterNanos - beforeNanos) / NANOS_OF_A_MILLI + 1;
        Reading reading = latest;
        long millis = reading == null
                ? serverMillis + (afterNanos - beforeNanos) / 2 / NANOS_OF_A_MILLI
                : Math.max(serverMillis, Math.min(reading.millisAt(afterNanos), most));
        latest = new Reading(millis, afterNanos);
    }
}
