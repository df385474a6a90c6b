package io.queuectl.cli.bench;

import io.queuectl.api.JobQueue;
import io.queuectl.api.JobRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Measures how fast jobs are enqueued, each committed when its call returns. At most so many in a phase, for they take room. */
final class Enqueueing {

    /** For the others when one has failed. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final JobQueue queue;
    private final int most;

    Enqueueing(JobQueue queue, int most) {
        this.queue = queue;
        this.most = most;
    }

    /** A job a call. */
    double oneByOne(JobRequest job, int threads, Part part) throws InterruptedException {
        AtomicInteger number = new AtomicInteger();
        ExecutorService workers = Executors.newFixedThreadPool(
                threads, task -> new Thread(task, "queuectl-bench-" + number.incrementAndGet()));
        try {
            Watch watch = part.start();
            AtomicLong count = new AtomicLong();
            List<Future<?>> loops = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                loops.add(workers.submit(() -> {
                    while (watch.goesOn() && count.get() < most) {
                        queue.enqueue(job);
                        count.incrementAndGet();
                    }
                    return null;
                }));
            }
            awaitAll(loops);
            return watch.rate(count.get());
        } finally {
            workers.shutdown();
            workers.awaitTermination(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private static void awaitAll(List<Future<?>> loops) throws InterruptedException {
        for (Future<?> loop : loops) {
            try {
                loop.get();
            } catch (ExecutionException failed) {
                if (failed.getCause() instanceof RuntimeException told) {
                    throw told;
                }
                if (failed.getCause() instanceof InterruptedException) {
                    throw new InterruptedException("stopped while enqueueing");
                }
                throw new IllegalStateException("enqueueing broke off", failed.getCause());
            }
        }
    }

    /** Many a call. */
    Bulk inBulk(JobRequest job, int atOnce, Part part) throws InterruptedException {
        List<JobRequest> jobs = Collections.nCopies(atOnce, job);
        Watch watch = part.start();
        int count = 0;
        do {
            queue.enqueueAll(jobs);
            count += atOnce;
        } while (watch.goesOn() && count < most);
        return new Bulk(watch.rate(count), count);
    }

    /**
     * What there was of it.
     *
     * @param rate jobs a second
     */
    record Bulk(double rate, int jobs) {}
}
