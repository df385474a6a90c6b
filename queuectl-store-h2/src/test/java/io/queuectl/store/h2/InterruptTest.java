package io.queuectl.store.h2;

import static org.assertj.core.api.Assertions.assertThat;

import io.queuectl.api.JobId;
import io.queuectl.core.spi.Batch;
import io.queuectl.core.spi.Insertion;
import io.queuectl.core.spi.JobStore;
import io.queuectl.testkit.JobFixtures;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Threads that write and read are interrupted all the time, at whatever they are doing. */
@Timeout(60)
class InterruptTest {

    private static final int EXCHANGES = 300;

    @TempDir
    Path folder;

    @Test
    void interruptsNeitherCloseTheFileNorEndACall() throws Exception {
        List<JobId> acknowledged = new ArrayList<>();
        try (JobStore store = H2Store.open(folder.resolve("jobs"));
                JobStore second = H2Store.open(folder.resolve("jobs"))) {
            acknowledged.addAll(hammered(
                    List.of(() -> write(store, 1), () -> write(store, 2), () -> write(second, 3), () -> read(second))));

            assertThat(acknowledged).hasSize(3 * EXCHANGES);
        }
        try (JobStore reopened = H2Store.open(folder.resolve("jobs"))) {
            assertThat(acknowledged)
                    .allSatisfy(id -> assertThat(reopened.queries().find(id)).isPresent());
        }
    }

    /** Runs each in a thread of its own, interrupting them all until they are done. */
    private static List<JobId> hammered(List<Callable<List<JobId>>> tasks) throws Exception {
        List<Thread> threads = new ArrayList<>();
        ExecutorService pool = Executors.newFixedThreadPool(tasks.size(), task -> {
            Thread thread = new Thread(task, "hammered");
            threads.add(thread);
            return thread;
        });
        AtomicBoolean done = new AtomicBoolean();
        Thread hammer = new Thread(() -> hammer(threads, done), "hammer");
        List<Future<List<JobId>>> results = new ArrayList<>();
        for (Callable<List<JobId>> task : tasks) {
            results.add(pool.submit(task));
        }
        hammer.start();
        List<JobId> all = new ArrayList<>();
        try {
            for (Future<List<JobId>> result : results) {
                all.addAll(result.get(50, TimeUnit.SECONDS));
            }
        } finally {
            done.set(true);
            hammer.join();
            pool.shutdownNow();
        }
        return all;
    }

    private static void hammer(List<Thread> threads, AtomicBoolean done) {
        while (!done.get()) {
            threads.forEach(Thread::interrupt);
            LockSupport.parkNanos(100_000);
        }
    }

    private static List<JobId> write(JobStore store, long seed) {
        JobFixtures fixtures = new JobFixtures(seed);
        List<JobId> ids = new ArrayList<>();
        for (int i = 0; i < EXCHANGES; i++) {
            Insertion answer = store.exchange(Batch.of(TestDatabase.NOW)
                            .insert(List.of(fixtures.job().build())))
                    .jobs()
                    .get(0);
            ids.add(((Insertion.Inserted) answer).id());
            Thread.interrupted();
        }
        return ids;
    }

    private static List<JobId> read(JobStore store) {
        for (int i = 0; i < EXCHANGES / 4; i++) {
            store.queries().counts();
            Thread.interrupted();
        }
        return List.of();
    }
}
