package io.queuectl.chaos;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for what processes do. */
public final class Patience {

    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    private Patience() {}

    /** Lets time pass, as people do between two things. An interrupt ends it. */
    public static void pass(Duration time) {
        until(time, () -> false);
    }

    /** Waits until that is so, at most that long; answers whether it is. */
    public static boolean until(Duration atMost, BooleanSupplier so) {
        long deadline = System.nanoTime() + atMost.toNanos();
        while (!so.getAsBoolean()) {
            long left = deadline - System.nanoTime();
            if (left <= 0 || Thread.currentThread().isInterrupted()) {
                return false;
            }
            LockSupport.parkNanos(Math.min(left, LOOK_NANOS));
        }
        return true;
    }

    /** Waits until that is so, for minutes: a whole build may run beside. */
    public static void require(Supplier<String> what, BooleanSupplier so) {
        require(Duration.ofMinutes(3), what, so);
    }

    /** @throws AssertionError if it is not so within that time */
    public static void require(Duration atMost, Supplier<String> what, BooleanSupplier so) {
        if (!until(atMost, so)) {
            throw new AssertionError("within " + atMost + " there was no " + what.get());
        }
    }
}
