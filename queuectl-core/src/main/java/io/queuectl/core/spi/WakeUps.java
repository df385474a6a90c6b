package io.queuectl.core.spi;

import java.time.Duration;

/**
 * Tells that another process may have brought work, or a wish. Best effort: it may wake for nothing and may miss; polling
 * stays the truth. Used by one thread.
 */
public interface WakeUps extends AutoCloseable {

    /** Waits until something may have changed, at most that long; answers whether it did. */
    boolean await(Duration atMost) throws InterruptedException;

    @Override
    void close();
}
