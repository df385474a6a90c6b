package io.queuectl.core.backoff;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How much of a delay is left to chance, so that jobs that failed together do not return together. Applied after the cap:
 * clipping a random delay would send every late retry back at the same moment.
 *
 * <p>Names after Marc Brooker, "Exponential Backoff And Jitter", AWS Architecture Blog, 2015.
 */
public enum Jitter {
    /** The delay as computed. */
    NONE,
    /** Half of it, and up to the other half by chance. */
    EQUAL,
    /** Anything from zero to all of it. */
    FULL;

    Duration applyTo(Duration delay, RandomGenerator random) {
        long millis = delay.toMillis();
        return switch (this) {
            case NONE -> delay;
            case EQUAL -> Duration.ofMillis(millis - millis / 2 + random.nextLong(millis / 2 + 1));
            case FULL -> Duration.ofMillis(random.nextLong(millis + 1));
        };
    }
}
