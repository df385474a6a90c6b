package io.queuectl.benchmarks;

import io.queuectl.api.JobType;
import io.queuectl.core.QueueCtl;
import io.queuectl.store.sqlite.SqliteStore;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * How long an idle worker takes from before the call of enqueue to the start of the handler: enqueued by the same queue, and by another
 * one with connections of its own, which the worker learns of as of another process.
 */
final class PickUp {

    private static final JobType<String> PING = JobType.text("ping");

    private PickUp() {}

    /** Arguments: jobs (300). */
    public static void main(String[] arguments) throws Exception {
        int jobs = Arguments.number(arguments, 0, 300);
        try (Scratch scratch = new Scratch()) {
            SynchronousQueue<Long> started = new SynchronousQueue<>();
            try (QueueCtl worker = QueueCtl.builder()
                            .store(SqliteStore.open(scratch.file("queue.db")))
                            .handle(PING, (text, context) -> started.put(System.nanoTime()))
                            .build();
                    QueueCtl stranger = QueueCtl.builder()
                            .store(SqliteStore.open(scratch.file("queue.db")))
                            .build()) {
                worker.start(workers -> workers.queue("default", 2));
                measure(worker, started, jobs, "warm-up, not counted");
                print(measure(worker, started, jobs, "pick-up in process"));
                print(measure(stranger, started, jobs, "pick-up from other connections"));
            }
        }
    }

    private static Series measure(QueueCtl producer, SynchronousQueue<Long> started, int jobs, String name)
            throws InterruptedException {
        Series series = new Series(name, "ms");
        for (int i = 0; i < jobs; i++) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20 + i % 17));
            long before = System.nanoTime();
            producer.enqueue(PING.of("ping"));
            series.add((started.take() - before) / 1e6);
        }
        return series;
    }

    private static void print(Series series) {
        System.out.printf("%-34s p50 %.2f ms, p99 %.2f ms%n", series.name(), series.median(), series.quantile(0.99));
    }
}
