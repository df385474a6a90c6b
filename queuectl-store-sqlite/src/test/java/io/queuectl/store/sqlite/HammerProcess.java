package io.queuectl.store.sqlite;

import io.queuectl.api.JobState;
import io.queuectl.api.JobType;
import io.queuectl.api.StoreException;
import io.queuectl.core.QueueCtl;
import io.queuectl.core.spi.JobStore;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.awaitility.Awaitility;

/** One of the processes that hammer a database: four threads enqueue and as many slots run jobs, all at the same time. */
final class HammerProcess {

    private static final JobType<String> BLOW = JobType.text("blow");
    private static final int THREADS = 4;

    /** Locks are given to whoever happens to ask just then: who starts or ends is not turned away for having had no luck for five seconds. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** So that what waits at the end is worked off in a moment. */
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

    private final QueueCtl queue;
    private final PrintWriter acknowledged;
    private final PrintWriter doubtful;
    private final long endNanos;

    private HammerProcess(QueueCtl queue, PrintWriter acknowledged, PrintWriter doubtful, long endNanos) {
        this.queue = queue;
        this.acknowledged = acknowledged;
        this.doubtful = doubtful;
        this.endNanos = endNanos;
    }

    /** Arguments: database, folder for what is known, name of the process, seconds. */
    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[1]);
        String name = arguments[2];
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(Long.parseLong(arguments[3]));
        JobStore store = SqliteStore.open(Path.of(arguments[0]), SqliteOptions.DEFAULTS.busyTimeout(PATIENCE));
        try (PrintWriter acknowledged = lines(folder.resolve(name + ".acknowledged"));
                PrintWriter doubtful = lines(folder.resolve(name + ".doubtful"));
                PrintWriter runs = lines(folder.resolve(name + ".runs"));
                QueueCtl queue = QueueCtl.builder()
                        .store(store)
                        .name(name)
                        .handle(BLOW, (key, context) -> runs.println(key))
                        .build()) {
            queue.start(workers -> workers.queue("default", THREADS));
            new HammerProcess(queue, acknowledged, doubtful, end).hammer(name);
            Awaitility.await()
                    .atMost(Duration.ofMinutes(2))
                    .until(() ->
                            store.queries().counts().stream().allMatch(count -> count.state() == JobState.COMPLETED));
        }
    }

    private static PrintWriter lines(Path file) throws IOException {
        return new PrintWriter(Files.newBufferedWriter(file), true);
    }

    private void hammer(String name) throws InterruptedException {
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            String prefix = name + "-" + i + "-";
            Thread thread = new Thread(() -> enqueue(prefix), "producer-" + prefix);
            thread.start();
            threads.add(thread);
        }
        for (Thread thread : threads) {
            thread.join();
        }
    }

    private void enqueue(String prefix) {
        for (int i = 0; System.nanoTime() - endNanos < 0; i++) {
            String key = prefix + i;
            try {
                queue.enqueue(BLOW.of(key));
                acknowledged.println(key);
                LockSupport.parkNanos(PAUSE_NANOS);
            } catch (StoreException failed) {
                if (failed.outcomeUnknown()) {
                    doubtful.println(key);
                }
            }
        }
    }
}
