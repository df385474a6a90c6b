package io.queuectl.core.backoff;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Each delay is the one before times a factor, up to a cap: {@code first × factor^(attempt − 1)}.
 *
 * @param first after the first failure; above zero
 * @param factor 1 to {@value #MAX_FACTOR}
 * @param cap no delay is longer; above zero, at most {@link Backoff#MAX_DELAY}
 */
public record Exponential(Duration first, double factor, Duration cap, Jitter jitter) implements Backoff {

    public static final int MAX_FACTOR = 1_000;

    /** @throws IllegalArgumentException if a value is out of its range */
    public Exponential {
        Backoff.requireDelay("first delay", first);
        Backoff.requireDelay("cap", cap);
        if (first.isZero() || cap.isZero()) {
            throw new IllegalArgumentException("first delay " + first + " and cap " + cap + " must be above zero");
        }
        if (!(factor >= 1 && factor <= MAX_FACTOR)) {
            throw new IllegalArgumentException("factor " + factor + " is not within 1 to " + MAX_FACTOR);
        }
    }

    public Exponential factor(double other) {
        return new Exponential(first, other, cap, jitter);
    }

    public Exponential cap(Duration other) {
        return new Exponential(first, factor, other, jitter);
    }

    public Exponential fullJitter() {
        return new Exponential(first, factor, cap, Jitter.FULL);
    }

    public Exponential equalJitter() {
        return new Exponential(first, factor, cap, Jitter.EQUAL);
    }

    /** In floating point, where a power too large is infinite and the cap still smaller: no attempt number overflows. */
    @Override
    public Duration delayAfter(int attempt, RandomGenerator random) {
        double millis = (double) first.toMillis() * Math.pow(factor, Math.max(0.0, attempt - 1.0));
        return jitter.applyTo(Duration.ofMillis((long) Math.min(millis, (double) cap.toMillis())), random);
    }

    @Override
    public String toString() {
        return BackoffText.write(this);
    }
}
