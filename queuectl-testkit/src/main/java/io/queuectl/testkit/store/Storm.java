package io.queuectl.testkit.store;

import io.queuectl.api.StoreException;
import io.queuectl.core.spi.Batch;
import io.queuectl.core.spi.JobStore;
import io.queuectl.core.spi.Receipt;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;

/** Threads that all begin at once, every second one at the other of two stores. */
final class Storm {

    private static final int PATIENCE = 50;

    private Storm() {}

    /** What one of the threads does at its store. */
    interface Call<T> {
        T on(JobStore store) throws Exception;
    }

    /** Their answers; throws if one of them failed. */
    static <T> List<T> together(int threads, JobStore one, JobStore other, Call<T> call) throws Exception {
        CyclicBarrier start = new CyclicBarrier(threads);
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<Future<T>> running = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                JobStore own = i % 2 == 0 ? one : other;
                Callable<T> task = () -> {
                    start.await();
                    return call.on(own);
                };
                running.add(pool.submit(task));
            }
            List<T> answers = new ArrayList<>();
            for (Future<T> task : running) {
                answers.add(resultOf(task));
            }
            return answers;
        } finally {
            pool.shutdownNow();
        }
    }

    private static <T> T resultOf(Future<T> task) throws Exception {
        try {
            return task.get();
        } catch (ExecutionException failed) {
            throw new AssertionError("one of the threads failed", failed.getCause());
        }
    }

    /** A store may be busy for a while: the engine tries again, and so does this. */
    static Receipt patiently(JobStore store, Batch batch) {
        return patiently(() -> store.exchange(batch));
    }

    static <T> T patiently(Supplier<T> call) {
        for (int attempt = 1; ; attempt++) {
            try {
                return call.get();
            } catch (StoreException busy) {
                if (!busy.isTransient() || busy.outcomeUnknown() || attempt == PATIENCE) {
                    throw busy;
                }
            }
        }
    }
}
