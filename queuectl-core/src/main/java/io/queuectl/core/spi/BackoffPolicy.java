package io.queuectl.core.spi;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long a job waits after a failed attempt. Pure: the same attempt and the same random numbers give the same delay.
 * {@link io.queuectl.core.backoff.Backoff} has the built-in ones.
 */
@FunctionalInterface
public interface BackoffPolicy {

    /**
     * The delay after the failure of that counted attempt.
     *
     * @param attempt from 1, any {@code int}
     * @param random where jitter comes from
     * @return zero or more, at most {@link io.queuectl.core.backoff.Backoff#MAX_DELAY}
     */
    Duration delayAfter(int attempt, RandomGenerator random);
}
