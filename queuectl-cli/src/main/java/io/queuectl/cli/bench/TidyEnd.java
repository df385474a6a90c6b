package io.queuectl.cli.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Lets what runs within it tidy up when the process is told to end: a signal tells it to stop, and the process stays until that is through, ten seconds at most.
 * Its thread is not interrupted, for databases do not all take that well.
 */
public final class TidyEnd {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final CountDownLatch tidy = new CountDownLatch(1);
    private final Thread hook = new Thread(this::end, "queuectl-bench-end");
    private volatile boolean ending;

    private TidyEnd() {}

    /** What looks now and then whether it is to stop. */
    public interface Task<T> {
        T run(BooleanSupplier stopped) throws IOException, InterruptedException;
    }

    public static <T> T within(Task<T> task) throws IOException, InterruptedException {
        TidyEnd end = new TidyEnd();
        Runtime.getRuntime().addShutdownHook(end.hook);
        try {
            return task.run(() -> end.ending);
        } finally {
            end.close();
        }
    }

    private void end() {
        ending = true;
        try {
            tidy.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void close() {
        tidy.countDown();
        if (!ending) {
            removeHook();
        }
    }

    private void removeHook() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The process began to end this moment: the hook finds nothing to wait for.
            return;
        }
    }
}
