package io.queuectl.core;

import io.queuectl.api.JobId;
import io.queuectl.api.JobNotFoundException;
import io.queuectl.api.JobView;
import io.queuectl.core.spi.JobQueries;
import java.time.Duration;
import java.util.Optional;

/** Waits for jobs to finish: told by this process's own engine, and looking now and then for those that others run. Thread-safe. */
final class Completions {

    private static final long LOOK_MILLIS = 25;

    /** Longer waits are cut to this: nanoseconds hold no more than 292 years. */
    private static final Duration LONGEST = Duration.ofDays(36_525);

    private final JobQueries queries;

    /** Counts the commits while anybody waits. Guarded by this. */
    private long written;

    /** Guarded by this, for writing. */
    private volatile int waiters;

    Completions(JobQueries queries) {
        this.queries = queries;
    }

    /** The engine wrote something: whoever waits looks again. */
    void lookAgain() {
        if (waiters > 0) {
            synchronized (this) {
                written++;
                notifyAll();
            }
        }
    }

    Optional<JobView> await(JobId id, Duration atMost) throws InterruptedException {
        long until = System.nanoTime() + (atMost.compareTo(LONGEST) < 0 ? atMost : LONGEST).toNanos();
        enter();
        try {
            while (true) {
                long seen = written();
                JobView job = queries.find(id).orElseThrow(() -> new JobNotFoundException(id));
                if (job.state().isFinished()) {
                    return Optional.of(job);
                }
                long leftMillis = (until - System.nanoTime()) / 1_000_000;
                if (leftMillis <= 0) {
                    return Optional.empty();
                }
                rest(seen, Math.min(leftMillis, LOOK_MILLIS));
            }
        } finally {
            leave();
        }
    }

    private synchronized void enter() {
        waiters = waiters + 1;
    }

    private synchronized void leave() {
        waiters = waiters - 1;
    }

    private synchronized long written() {
        return written;
    }

    private synchronized void rest(long seen, long millis) throws InterruptedException {
        long until = System.nanoTime() + millis * 1_000_000;
        long left = millis;
        while (written == seen && left > 0) {
            wait(left);
            left = (until - System.nanoTime()) / 1_000_000;
        }
    }
}
