package io.queuectl.core.backoff;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** The same delay after every failure. */
public record Fixed(Duration delay, Jitter jitter) implements Backoff {

    /** @throws IllegalArgumentException if the delay is negative or above {@link Backoff#MAX_DELAY} */
    public Fixed {
        Backoff.requireDelay("delay", delay);
    }

    public Fixed fullJitter() {
        return new Fixed(delay, Jitter.FULL);
    }

    public Fixed equalJitter() {
        return new Fixed(delay, Jitter.EQUAL);
    }

    @Override
    public Duration delayAfter(int attempt, RandomGenerator random) {
        return jitter.applyTo(delay, random);
    }

    @Override
    public String toString() {
        return BackoffText.write(this);
    }
}
