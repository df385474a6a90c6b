package io.queuectl.api;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How often and how long one job may run. What is {@code null} is decided where the job runs: by the options of its handler,
 * then by the defaults of the engine.
 *
 * @param maxAttempts total counted runs, {@value #MIN_ATTEMPTS} to {@value #MAX_ATTEMPTS}
 * @param backoff the delay between runs in the text form of the core's built-in backoff policies, at most 200 characters
 * @param timeout how long one run may take: above zero, at most {@link #MAX_TIMEOUT}
 */
public record Limits(
        @Nullable Integer maxAttempts,
        @Nullable String backoff,
        @Nullable Duration timeout) {

    public static final int MIN_ATTEMPTS = 1;

    /** Far above sense, far below overflow. */
    public static final int MAX_ATTEMPTS = 10_000;

    public static final Duration MAX_TIMEOUT = Duration.ofDays(365);

    /** Everything left to the one who runs the job. */
    public static final Limits UNSET = new Limits(null, null, null);

    /** @throws IllegalArgumentException if a value is out of its range */
    public Limits {
        if (maxAttempts != null && (maxAttempts < MIN_ATTEMPTS || maxAttempts > MAX_ATTEMPTS)) {
            throw new IllegalArgumentException(
                    "max attempts " + maxAttempts + " is not within " + MIN_ATTEMPTS + " to " + MAX_ATTEMPTS);
        }
        if (backoff != null && (backoff.isBlank() || backoff.length() > 200)) {
            throw new IllegalArgumentException("backoff \"" + backoff + "\" is not 1 to 200 characters");
        }
        if (timeout != null && (timeout.isZero() || timeout.isNegative() || timeout.compareTo(MAX_TIMEOUT) > 0)) {
            throw new IllegalArgumentException("timeout " + timeout + " is not above zero and at most " + MAX_TIMEOUT);
        }
    }

    public Limits withMaxAttempts(int attempts) {
        return new Limits(attempts, backoff, timeout);
    }

    public Limits withBackoff(String policy) {
        return new Limits(maxAttempts, policy, timeout);
    }

    public Limits withTimeout(Duration limit) {
        return new Limits(maxAttempts, backoff, limit);
    }
}
