package io.queuectl.benchmarks;

import io.queuectl.api.JobId;
import io.queuectl.api.JobState;
import io.queuectl.core.spi.JobStore;
import io.queuectl.core.spi.StateCount;
import java.util.List;
import java.util.concurrent.atomic.AtomicIntegerArray;

/**
 * Keeps account of which job ran how often, and holds a drain to its promise: each job ran exactly once, and is completed in the database.
 * Thread-safe.
 */
final class Proof {

    private final List<JobId> jobs;
    private final int lowest;
    private final AtomicIntegerArray runs;

    /** @param jobs whose ids are the numbers that the store gave them */
    Proof(List<JobId> jobs) {
        this.jobs = List.copyOf(jobs);
        lowest = jobs.stream().mapToInt(Proof::number).min().orElseThrow();
        runs = new AtomicIntegerArray(
                jobs.stream().mapToInt(Proof::number).max().orElseThrow() - lowest + 1);
    }

    private static int number(JobId id) {
        return Integer.parseInt(id.text());
    }

    /** Called in the handler. Throws if there never was such a job. */
    void ran(JobId id) {
        runs.incrementAndGet(number(id) - lowest);
    }

    /** @throws IllegalStateException if a job did not run, ran twice, or is not completed */
    void check(JobStore store) {
        for (JobId job : jobs) {
            int count = runs.get(number(job) - lowest);
            if (count != 1) {
                throw new IllegalStateException("job " + job.text() + " ran " + count + " times");
            }
        }
        long completed = count(store, JobState.COMPLETED);
        if (completed != jobs.size()) {
            throw new IllegalStateException(completed + " of " + jobs.size() + " jobs are completed in the database");
        }
    }

    static long count(JobStore store, JobState state) {
        return store.queries().counts().stream()
                .filter(count -> count.state() == state)
                .mapToLong(StateCount::count)
                .sum();
    }
}
