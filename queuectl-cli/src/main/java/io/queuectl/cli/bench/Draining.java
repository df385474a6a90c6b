package io.queuectl.cli.bench;

import io.queuectl.api.JobEvent;
import io.queuectl.api.JobType;
import io.queuectl.cli.bench.Figures.Drained;
import io.queuectl.core.QueueCtl;
import io.queuectl.core.spi.JobStore;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** Measures how fast a worker drains a queue, from the first start of a handler to the last job that is settled in the database. */
final class Draining {

    static final JobType<String> NOTHING = JobType.text("nothing");

    private static final long GLANCE_NANOS = TimeUnit.MICROSECONDS.toNanos(500);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final AtomicLong firstStart = new AtomicLong();
    private final AtomicLong settled = new AtomicLong();

    private Draining() {}

    /**
     * Works on a queue until it is empty, or the time is over and some job is settled.
     *
     * @param store closed at the end
     * @param jobs of {@link #NOTHING} that wait in the queue
     */
    static Drained measure(JobStore store, String full, int slots, long jobs, Part part) throws InterruptedException {
        Draining draining = new Draining();
        try (QueueCtl queue = draining.worker(store)) {
            Cores cores = new Cores();
            queue.start(workers -> workers.queue(full, slots));
            double rate = draining.await(jobs, part.start(), new Part(PATIENCE, part.stopped()).start());
            return new Drained(rate, cores.busy());
        }
    }

    private QueueCtl worker(JobStore store) {
        return QueueCtl.builder()
                .store(store)
                .name("bench")
                .grace(Duration.ofSeconds(1))
                .handle(NOTHING, (text, context) -> {
                    if (firstStart.get() == 0) {
                        firstStart.compareAndSet(0, System.nanoTime());
                    }
                })
                .listener(event -> {
                    if (event instanceof JobEvent.Settled) {
                        settled.incrementAndGet();
                    }
                })
                .build();
    }

    private double await(long jobs, Watch watch, Watch patience) throws InterruptedException {
        while (settled.get() < jobs && (watch.goesOn() || settled.get() == 0)) {
            if (!patience.goesOn() && settled.get() == 0) {
                throw new IllegalStateException("no job was settled within " + PATIENCE.toSeconds() + " s");
            }
            LockSupport.parkNanos(GLANCE_NANOS);
        }
        return settled.get() * 1e9 / Math.max(1, System.nanoTime() - firstStart.get());
    }
}
