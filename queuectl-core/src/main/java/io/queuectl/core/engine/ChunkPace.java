package io.queuectl.core.engine;

import io.queuectl.core.spi.Moved;
import java.time.Duration;

/**
 * How many jobs to move in one transaction, so that none keeps others from writing for longer than {@link #LONGEST}: half as many after one that did, twice as
 * many after one that took less than half of it. Not thread-safe.
 */
public final class ChunkPace {

    /** How long a transaction may keep others from writing. One on a single job may take longer. */
    public static final Duration LONGEST = Duration.ofMillis(20);

    private static final int FIRST = 50;
    private static final int MOST = 1_000;

    private int size = FIRST;

    /** How many jobs the next transaction should be on. */
    public int size() {
        return size;
    }

    /** Learns from a transaction on that many jobs. */
    public void learn(int jobs, Moved moved) {
        if (moved.held().compareTo(LONGEST) > 0) {
            size = Math.max(1, Math.min(size, jobs) / 2);
        } else if (jobs >= size && moved.held().compareTo(LONGEST.dividedBy(2)) < 0) {
            size = Math.min(MOST, size * 2);
        }
    }
}
