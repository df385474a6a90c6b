package io.queuectl.testkit;

import io.queuectl.core.spi.Ticker;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** A monotonic clock that stands still until a test moves it on. Thread-safe. */
public final class SteppingTicker implements Ticker {

    private final AtomicLong nanos = new AtomicLong();

    @Override
    public long nanos() {
        return nanos.get();
    }

    /** Moves the ticker on. */
    public void step(Duration step) {
        if (step.isNegative()) {
            throw new IllegalArgumentException("step " + step + ": a monotonic clock never goes back");
        }
        nanos.addAndGet(step.toNanos());
    }
}
