package io.queuectl.testkit;

import java.util.function.Consumer;
import java.util.function.Function;

/** One open store's way to the data: under the lock, and only until the store is closed. */
final class MemorySession {

    final MemoryData data;

    /** Guarded by the lock of the data. */
    private boolean closed;

    MemorySession(MemoryData data) {
        this.data = data;
    }

    <T> T answer(Function<MemoryData, T> body) {
        data.lock.lock();
        try {
            requireOpen();
            return body.apply(data);
        } finally {
            data.lock.unlock();
        }
    }

    void run(Consumer<MemoryData> body) {
        data.lock.lock();
        try {
            requireOpen();
            body.accept(data);
        } finally {
            data.lock.unlock();
        }
    }

    void close() {
        data.lock.lock();
        try {
            closed = true;
        } finally {
            data.lock.unlock();
        }
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("the in-memory store is closed");
        }
    }
}
