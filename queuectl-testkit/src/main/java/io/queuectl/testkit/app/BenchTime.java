package io.queuectl.testkit.app;

import io.queuectl.core.spi.Ticker;
import io.queuectl.testkit.SteppingClock;
import io.queuectl.testkit.SteppingTicker;
import java.time.Duration;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * The time of one test: a wall clock that stands still until it is moved, and a monotonic clock that goes by itself, as leases need it, and is moved as well.
 * Thread-safe.
 */
final class BenchTime {

    /** How far time may be moved while jobs run: less than the lease that they run under. */
    private static final Duration MOST_WHILE_JOBS_RUN = Shift.LEASE.dividedBy(2);

    private final SteppingClock clock = new SteppingClock();
    private final SteppingTicker moved = new SteppingTicker();

    /** How far time may still be moved, or {@code null} while no jobs run. Guarded by this. */
    private @Nullable Duration left;

    InstantSource clock() {
        return clock;
    }

    Ticker ticker() {
        return () -> System.nanoTime() + moved.nanos();
    }

    /** Jobs run from here on. */
    synchronized void shiftStarts() {
        left = MOST_WHILE_JOBS_RUN;
    }

    synchronized void shiftEnds() {
        left = null;
    }

    synchronized void advance(Duration step) {
        if (step.isNegative()) {
            throw new IllegalArgumentException("step " + step + ": time never goes back");
        }
        if (left != null) {
            if (step.compareTo(left) > 0) {
                throw new IllegalArgumentException(
                        "step " + step + ": while jobs run, time moves by " + MOST_WHILE_JOBS_RUN + " at most in all");
            }
            left = left.minus(step);
        }
        clock.step(step);
        moved.step(step);
    }
}
