package io.queuectl.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.queuectl.api.StoreException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A loop survives what its round throws, and rests. */
@Timeout(20)
class LoopTest {

    private static final Duration LONG = Duration.ofHours(1);

    private final AtomicInteger rounds = new AtomicInteger();
    private final CountDownLatch third = new CountDownLatch(3);

    private final Loop failing = new Loop("test", () -> {
        third.countDown();
        switch (rounds.incrementAndGet()) {
            case 1 -> throw StoreException.of(StoreException.Reason.BUSY, "planted", null);
            case 2 -> throw new StackOverflowError("planted");
            default -> {}
        }
        return LONG;
    });

    @AfterEach
    void stop() {
        failing.stop();
    }

    @Test
    void itGoesOnWhateverARoundThrows() throws InterruptedException {
        failing.start();
        third.await();
        failing.stop();
        assertThat(failing.join(Duration.ofSeconds(10))).isTrue();
    }

    @Test
    void afterAFailureItRestsHoweverOftenItIsWoken() throws InterruptedException {
        failing.start();
        long before = System.nanoTime();
        while (third.getCount() > 0) {
            failing.wake();
            Thread.onSpinWait();
        }
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isGreaterThan(Duration.ofMillis(150));
    }

    @Test
    void noWakeUpIsLost() throws InterruptedException {
        Semaphore ran = new Semaphore(0);
        Loop loop = new Loop("test", () -> {
            ran.release();
            return LONG;
        });
        loop.start();
        for (int i = 0; i < 20_000; i++) {
            assertThat(ran.tryAcquire(10, TimeUnit.SECONDS)).isTrue();
            loop.wake();
        }
        loop.stop();
        assertThat(loop.join(Duration.ofSeconds(10))).isTrue();
    }

    @Test
    void itEndsWhileItRests() throws InterruptedException {
        CountDownLatch ran = new CountDownLatch(1);
        Loop loop = new Loop("test", () -> {
            ran.countDown();
            throw new IllegalStateException("planted");
        });
        loop.start();
        ran.await();
        loop.stop();
        assertThat(loop.join(Duration.ofSeconds(10))).isTrue();
        assertThat(loop.isCurrent()).isFalse();
    }
}
