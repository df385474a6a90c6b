package io.queuectl.examples.customstore;

import io.queuectl.core.spi.WakeUps;
import java.time.Duration;

/** Waits for the next change that brings work or a wish: only this process can make one. */
final class JournalWakeUps implements WakeUps {

    private final Database database;

    /** The version last told of. Guarded by the lock of the database. */
    private long seen;

    JournalWakeUps(Database database) {
        this.database = database;
        this.seen = database.read(tables -> database.version());
    }

    @Override
    public boolean await(Duration atMost) throws InterruptedException {
        database.lock().lockInterruptibly();
        try {
            long nanos = atMost.toNanos();
            while (seen == database.version() && nanos > 0) {
                nanos = database.changed().awaitNanos(nanos);
            }
            boolean news = seen != database.version();
            seen = database.version();
            return news;
        } finally {
            database.lock().unlock();
        }
    }

    @Override
    public void close() {
        // Nothing is held.
    }
}
