package io.queuectl.core.backoff;

import io.queuectl.core.spi.BackoffPolicy;
import java.time.Duration;

/**
 * The built-in backoff policies. Each has a text form, which a job can carry: {@code toString()} writes it, {@link #parse} reads
 * it. Any other rule is a lambda of {@link BackoffPolicy}, given to a handler.
 */
public sealed interface Backoff extends BackoffPolicy permits Fixed, Exponential {

    /** One year: no delay is longer. */
    Duration MAX_DELAY = Duration.ofDays(365);

    /** What a job gets that nobody gave a backoff: 1 s, 2 s, 4 s … up to 10 minutes, with full jitter. */
    Backoff DEFAULT =
            exponential(Duration.ofSeconds(1)).cap(Duration.ofMinutes(10)).fullJitter();

    static Fixed fixed(Duration delay) {
        return new Fixed(delay, Jitter.NONE);
    }

    /** Doubling from that first delay, capped at {@link #MAX_DELAY}, without jitter. */
    static Exponential exponential(Duration first) {
        return new Exponential(first, 2, MAX_DELAY, Jitter.NONE);
    }

    /**
     * Reads {@code fixed(delay=PT5S,jitter=none)} or {@code exponential(first=PT1S,factor=2.0,cap=PT10M,jitter=full)}.
     *
     * @throws IllegalArgumentException if it is neither, naming what is wrong
     */
    static Backoff parse(String text) {
        return BackoffText.read(text);
    }

    /** In whole milliseconds, zero to {@link #MAX_DELAY}. */
    static void requireDelay(String what, Duration delay) {
        if (delay.isNegative() || delay.compareTo(MAX_DELAY) > 0) {
            throw new IllegalArgumentException(what + " " + delay + " is not within zero and " + MAX_DELAY);
        }
    }
}
