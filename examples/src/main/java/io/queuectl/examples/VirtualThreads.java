package io.queuectl.examples;

import io.queuectl.api.JobRequest;
import io.queuectl.api.JobType;
import io.queuectl.core.QueueCtl;
import io.queuectl.store.sqlite.SqliteStore;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/** A thousand slots on virtual threads, where the JVM has them: a thousand jobs wait for each other, all at once. */
public final class VirtualThreads {

    private static final int JOBS = 1_000;
    private static final JobType<String> MEET = JobType.text("meet");

    private VirtualThreads() {}

    public static void main(String[] arguments) throws Exception {
        Optional<ThreadFactory> virtual = virtualThreads();
        if (virtual.isEmpty()) {
            System.out.println(
                    "skipped: this JVM (" + Runtime.version().feature() + ") has no virtual threads; use 21 or later");
            return;
        }
        try (Scratch scratch = Scratch.open("virtual")) {
            Expect.equal("jobs that met", JOBS, meet(scratch.file("jobs.db"), virtual.get()));
        }
    }

    private static int meet(Path file, ThreadFactory threads) throws InterruptedException {
        CountDownLatch met = new CountDownLatch(JOBS);
        try (QueueCtl queue = QueueCtl.builder()
                .store(SqliteStore.open(file))
                .threads(threads)
                .handle(MEET, (name, context) -> {
                    met.countDown();
                    met.await();
                })
                .build()) {
            List<JobRequest> requests = new ArrayList<>();
            for (int i = 0; i < JOBS; i++) {
                requests.add(MEET.of("guest " + i));
            }
            queue.enqueueAll(requests);
            queue.start(workers -> workers.queue("default", JOBS));
            return met.await(30, TimeUnit.SECONDS) ? JOBS : JOBS - (int) met.getCount();
        }
    }

    /** {@code Thread.ofVirtual().factory()}, by reflection because this code is compiled for 17. */
    private static Optional<ThreadFactory> virtualThreads() {
        try {
            Object builder = Thread.class.getMethod("ofVirtual").invoke(null);
            Class<?> type = Class.forName("java.lang.Thread$Builder");
            return Optional.of((ThreadFactory) type.getMethod("factory").invoke(builder));
        } catch (NoSuchMethodException | ClassNotFoundException tooOld) {
            return Optional.empty();
        } catch (IllegalAccessException | InvocationTargetException | UnsupportedOperationException refused) {
            System.out.println("virtual threads refused: " + refused);
            return Optional.empty();
        }
    }
}
