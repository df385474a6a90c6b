package io.queuectl.store.h2;

import io.queuectl.core.spi.WakeUps;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * How stores of this process on one database wake each other: H2 tells nobody of a commit. What another process brings, and what a
 * caller's own transaction brings, is found by polling.
 *
 * <p>Thread-safe.
 *
 * @param database what all stores on one database agree on
 */
record Doorbell(String database) {

    /** Of the whole process: the stores know nothing of each other. */
    private static final Map<String, Set<Listener>> LISTENERS = new ConcurrentHashMap<>();

    void ring() {
        LISTENERS.getOrDefault(database, Set.of()).forEach(Listener::ring);
    }

    /** Hears of what is rung from now on. */
    WakeUps listen() {
        Listener listener = new Listener(database);
        LISTENERS.compute(database, (key, others) -> {
            Set<Listener> all = others == null ? ConcurrentHashMap.newKeySet() : others;
            all.add(listener);
            return all;
        });
        return listener;
    }

    private static final class Listener implements WakeUps {

        private final String database;
        private final Semaphore rung = new Semaphore(0);

        Listener(String database) {
            this.database = database;
        }

        void ring() {
            if (rung.availablePermits() == 0) {
                rung.release();
            }
        }

        @Override
        public boolean await(Duration atMost) throws InterruptedException {
            boolean heard = rung.tryAcquire(atMost.toNanos(), TimeUnit.NANOSECONDS);
            if (heard) {
                rung.drainPermits();
            }
            return heard;
        }

        @Override
        public void close() {
            LISTENERS.computeIfPresent(database, (key, all) -> {
                all.remove(this);
                return all.isEmpty() ? null : all;
            });
        }
    }
}
