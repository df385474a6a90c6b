package io.queuectl.benchmarks.contender;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.locks.LockSupport;

/**
 * Keeps account of which job ran how often and when it started, and does what the jobs do, so that it is the same for all. Handlers call it; a contender
 * in another process tells it. Thread-safe.
 */
public final class Tally {

    private static final long GLANCE = 100_000;

    private final AtomicIntegerArray runs;
    private final AtomicLongArray starts;
    private final long work;
    private final AtomicInteger count = new AtomicInteger();
    private final AtomicLong first = new AtomicLong(Long.MAX_VALUE);

    /** @param jobs their numbers are below it */
    public Tally(int jobs, Duration work) {
        this.runs = new AtomicIntegerArray(jobs);
        this.starts = new AtomicLongArray(jobs);
        this.work = work.toNanos();
    }

    /** Called in the handler: notes the run and does the job. */
    public void run(int number) {
        ran(number, System.nanoTime());
        long end = System.nanoTime() + work;
        for (long rest = work; rest > 0; rest = end - System.nanoTime()) {
            LockSupport.parkNanos(rest);
        }
    }

    /** @param start by {@link System#nanoTime}, which on Linux is one clock for all processes: CLOCK_MONOTONIC */
    public void ran(int number, long start) {
        runs.incrementAndGet(number);
        starts.lazySet(number, start);
        if (start < first.get()) {
            first.accumulateAndGet(start, Math::min);
        }
        count.incrementAndGet();
    }

    /** All runs so far. */
    public int count() {
        return count.get();
    }

    /** How often that job ran. */
    public int runs(int number) {
        return runs.get(number);
    }

    /** When the first job started, by {@link System#nanoTime}. */
    public long firstStart() {
        return first.get();
    }

    /** When that job started last. */
    public long start(int number) {
        return starts.get(number);
    }

    /** Waits for that many runs, at most that long; answers whether there are. */
    public boolean await(int wanted, Duration atMost) {
        long end = System.nanoTime() + atMost.toNanos();
        while (count.get() < wanted && System.nanoTime() - end < 0) {
            LockSupport.parkNanos(GLANCE);
        }
        return count.get() >= wanted;
    }

    /** @throws IllegalStateException if one of the jobs numbered below that did not run exactly once, or another ran */
    public void requireEachOnce(int jobs) {
        for (int number = 0; number < runs.length(); number++) {
            if (runs.get(number) != (number < jobs ? 1 : 0)) {
                throw new IllegalStateException("job " + number + " ran " + runs.get(number) + " times");
            }
        }
    }

    /** For a drain that was cut short. @throws IllegalStateException if a job ran twice */
    public void requireNoneTwice() {
        for (int number = 0; number < runs.length(); number++) {
            if (runs.get(number) > 1) {
                throw new IllegalStateException("job " + number + " ran " + runs.get(number) + " times");
            }
        }
    }
}
