package io.queuectl.core.engine;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** A bell for one waiting thread: raised by anybody, at the price of a volatile read when it is up already. */
final class Signal {

    private final AtomicBoolean raised = new AtomicBoolean();
    private volatile @Nullable Thread waiter;

    void raise() {
        if (!raised.get() && !raised.getAndSet(true)) {
            Thread sleeping = waiter;
            if (sleeping != null) {
                LockSupport.unpark(sleeping);
            }
        }
    }

    /** Waits until raised, interrupted or the time is over, and lowers it. Called by one thread. */
    void await(Duration atMost) {
        long until = System.nanoTime() + atMost.toNanos();
        waiter = Thread.currentThread();
        try {
            while (!raised.getAndSet(false)) {
                long left = until - System.nanoTime();
                if (left <= 0 || Thread.currentThread().isInterrupted()) {
                    return;
                }
                LockSupport.parkNanos(this, left);
            }
        } finally {
            waiter = null;
        }
    }
}
