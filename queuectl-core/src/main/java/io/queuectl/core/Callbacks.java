package io.queuectl.core;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/** Completes stages on threads that are not the queue's: what is hung on a stage may take its time. Thread-safe. */
record Callbacks(Executor threads) {

    <T> void complete(CompletableFuture<T> stage, T value) {
        run(() -> stage.complete(value));
    }

    void fail(CompletableFuture<?> stage, Throwable failure) {
        run(() -> stage.completeExceptionally(failure));
    }

    /** Somebody waits for it, also where the application has ended its threads. */
    private void run(Runnable completion) {
        try {
            threads.execute(completion);
        } catch (RejectedExecutionException ended) {
            completion.run();
        }
    }
}
