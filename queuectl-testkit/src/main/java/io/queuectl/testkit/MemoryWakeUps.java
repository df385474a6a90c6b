package io.queuectl.testkit;

import io.queuectl.core.spi.WakeUps;
import java.time.Duration;

/** Waits on the condition that every change of interest signals, whoever made it. */
final class MemoryWakeUps implements WakeUps {

    private final MemoryData data;

    /** The version last told of. Guarded by the lock of the data. */
    private long seen;

    MemoryWakeUps(MemoryData data) {
        this.data = data;
        seen = data.version();
    }

    @Override
    public boolean await(Duration atMost) throws InterruptedException {
        data.lock.lockInterruptibly();
        try {
            long nanos = atMost.toNanos();
            while (seen == data.version() && nanos > 0) {
                nanos = data.changed.awaitNanos(nanos);
            }
            boolean changed = seen != data.version();
            seen = data.version();
            return changed;
        } finally {
            data.lock.unlock();
        }
    }

    @Override
    public void close() {
        // Nothing is held.
    }
}
