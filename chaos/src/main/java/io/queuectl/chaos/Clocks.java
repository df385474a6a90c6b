package io.queuectl.chaos;

import java.time.Duration;
import java.time.Instant;

/**
 * By which clocks the times in a database were written. Clocks that are wrong by whole steps, a history that takes less than a step: so each time tells when it was.
 *
 * @param step by how many of these a clock may be wrong; zero if none is
 * @param since nothing of the history was before, and all of it within a step from then on
 */
public record Clocks(Duration step, Instant since) {

    /** All of them are right. */
    public static final Clocks TRUE = new Clocks(Duration.ZERO, Instant.EPOCH);

    /** Whether all of them are right, and times of several can be compared as they are. */
    public boolean areTrue() {
        return step.isZero();
    }

    /** When it was, by a clock that is right. */
    public Instant truth(Instant told) {
        return areTrue()
                ? told
                : since.plusMillis(Math.floorMod(Duration.between(since, told).toMillis(), step.toMillis()));
    }

    /** Likewise, in microseconds since 1970. */
    long micros(Instant told) {
        return truth(told).toEpochMilli() * 1_000;
    }

    /** Likewise, in milliseconds. */
    long millis(Instant told) {
        return truth(told).toEpochMilli();
    }
}
