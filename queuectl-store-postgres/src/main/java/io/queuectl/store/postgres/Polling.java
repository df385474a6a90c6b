package io.queuectl.store.postgres;

import io.queuectl.core.spi.WakeUps;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Hears nothing: the engine looks once in its poll interval. */
final class Polling implements WakeUps {

    private final CountDownLatch closed = new CountDownLatch(1);

    @Override
    public boolean await(Duration atMost) throws InterruptedException {
        closed.await(atMost.toNanos(), TimeUnit.NANOSECONDS);
        return false;
    }

    @Override
    public void close() {
        closed.countDown();
    }
}
