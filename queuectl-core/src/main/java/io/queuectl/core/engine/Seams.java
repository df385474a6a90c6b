package io.queuectl.core.engine;

import io.queuectl.core.spi.Ticker;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.ThreadFactory;
import java.util.random.RandomGenerator;

/**
 * What the engine takes from outside, so that a test can step it: wall clock, monotonic clock, dice, process table and the threads of
 * attempts.
 *
 * @param random thread-safe
 * @param attemptThreads makes the thread of a slot; platform threads by default, virtual ones if the user asks
 */
public record Seams(
        InstantSource clock,
        Ticker ticker,
        RandomGenerator random,
        LocalProcesses processes,
        ThreadFactory attemptThreads) {

    /** Now, in the whole milliseconds that stores keep. */
    Instant now() {
        return Instant.ofEpochMilli(clock.millis());
    }
}
