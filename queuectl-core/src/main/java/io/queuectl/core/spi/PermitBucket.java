package io.queuectl.core.spi;

import io.queuectl.api.QueueRate;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The permits of a rate, as a store keeps them: a level and the instant it was true at. Whole numbers only, so that nothing is gained or lost by
 * looking often: a permit is as many parts as the period has milliseconds, and each millisecond refills {@code permits} parts.
 *
 * @param level in parts, from 0 to those of a full bucket
 */
public record PermitBucket(QueueRate rate, long level, Instant at) {

    /** A clock that is behind by more is taken to have been set: what it says now counts from here on. */
    private static final Duration MOST_BEHIND = Duration.ofMinutes(1);

    public static PermitBucket full(QueueRate rate, Instant now) {
        return new PermitBucket(rate, rate.burst() * part(rate), millis(now));
    }

    /** The bucket after a change of the rate. */
    public static @Nullable PermitBucket changed(@Nullable PermitBucket before, @Nullable QueueRate rate, Instant now) {
        if (rate == null) {
            return null;
        }
        if (before == null) {
            return full(rate, now);
        }
        if (before.rate.equals(rate)) {
            return before;
        }
        int kept = Math.min(before.refilled(now).permits(), rate.burst());
        return new PermitBucket(rate, kept * part(rate), millis(now));
    }

    /** As it is then. */
    public PermitBucket refilled(Instant now) {
        long elapsed = now.toEpochMilli() - at.toEpochMilli();
        long full = rate.burst() * part(rate);
        if (elapsed < -MOST_BEHIND.toMillis()) {
            return new PermitBucket(rate, level, millis(now));
        }
        if (elapsed <= 0) {
            return this;
        }
        long missing = full - level;
        boolean fills = elapsed >= missing / rate.permits() + 1;
        return new PermitBucket(rate, fills ? full : Math.min(full, level + elapsed * rate.permits()), millis(now));
    }

    /** The whole ones in it. */
    public int permits() {
        return (int) (level / part(rate));
    }

    /** With so many fewer; there must be as many. */
    public PermitBucket take(int count) {
        return new PermitBucket(rate, level - count * part(rate), at);
    }

    /** When there is a whole permit in it; {@code at} if there is one. */
    public Instant nextPermitAt() {
        long missing = Math.max(0, part(rate) - level);
        return at.plusMillis((missing + rate.permits() - 1) / rate.permits());
    }

    private static long part(QueueRate rate) {
        return rate.period().toMillis();
    }

    private static Instant millis(Instant instant) {
        return Instant.ofEpochMilli(instant.toEpochMilli());
    }
}
