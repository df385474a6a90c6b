package io.queuectl.testkit.postgres;

import java.io.InterruptedIOException;

/** What holds back every byte while it is shut. Thread-safe. */
final class Gate {

    /** Guarded by this. */
    private boolean shut;

    synchronized void shut() {
        shut = true;
    }

    synchronized void open() {
        shut = false;
        notifyAll();
    }

    synchronized void pass() throws InterruptedIOException {
        try {
            while (shut) {
                wait();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted at a shut gate");
        }
    }
}
