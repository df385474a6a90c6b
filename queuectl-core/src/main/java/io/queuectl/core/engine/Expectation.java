package io.queuectl.core.engine;

import io.queuectl.core.spi.Ticker;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Work that is going to show up soon, as when a caller enqueued in a transaction that is still open: when to look for it, at once and
 * then after waits that double, until a poll would have found it as well. Thread-safe.
 */
final class Expectation {

    private static final long FIRST_NANOS = Duration.ofMillis(1).toNanos();

    private final Ticker ticker;
    private final long lastNanos;

    /** When to look next and how long to wait after that; {@code null} while nothing is expected. Guarded by this. */
    private @Nullable Look next;

    private record Look(long atNanos, long waitNanos) {}

    /** @param poll how often is looked anyway */
    Expectation(Ticker ticker, Duration poll) {
        this.ticker = ticker;
        this.lastNanos = poll.toNanos();
    }

    synchronized void expect() {
        next = new Look(ticker.nanos() + FIRST_NANOS, FIRST_NANOS);
    }

    /** Whether to look now. */
    synchronized boolean takeLook() {
        Look look = next;
        if (look == null || look.atNanos() - ticker.nanos() > 0) {
            return false;
        }
        long wait = 2 * look.waitNanos();
        next = wait > lastNanos ? null : new Look(ticker.nanos() + wait, wait);
        return true;
    }

    /** How long to rest before the next look, at most that long. */
    synchronized Duration rest(Duration atMost) {
        Look look = next;
        if (look == null) {
            return atMost;
        }
        Duration until = Duration.ofNanos(Math.max(1, look.atNanos() - ticker.nanos()));
        return until.compareTo(atMost) < 0 ? until : atMost;
    }
}
