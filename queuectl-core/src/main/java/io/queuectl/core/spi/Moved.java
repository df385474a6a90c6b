package io.queuectl.core.spi;

import java.time.Duration;

/**
 * What became of a transaction on many jobs.
 *
 * @param jobs how many it moved
 * @param held how long it kept others from writing, its commit included and the wait for its turn not
 */
public record Moved(int jobs, Duration held) {

    public static final Moved NOTHING = new Moved(0, Duration.ZERO);
}
