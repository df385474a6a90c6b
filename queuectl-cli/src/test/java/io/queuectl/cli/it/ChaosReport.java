package io.queuectl.cli.it;

import io.queuectl.api.Attempt;
import io.queuectl.api.AttemptEnd;
import io.queuectl.api.JobId;
import io.queuectl.api.JobState;
import io.queuectl.api.JobView;
import io.queuectl.core.spi.JobFilter;
import io.queuectl.core.spi.JobStore;
import io.queuectl.core.spi.Page;
import io.queuectl.core.spi.PageRequest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a database holds after processes were killed, beside what callers were told and what jobs did.
 *
 * @param acknowledged the ids that producers were told of
 * @param runs how often each job was seen to run, by its own account
 * @param jobs what the database holds
 */
record ChaosReport(List<String> acknowledged, Map<String, Integer> runs, Map<String, Kept> jobs) {

    /** A job's state, and how many of its attempts history explains by the death of a node. */
    record Kept(JobState state, int lost) {}

    static ChaosReport of(JobStore store, List<String> acknowledged, List<String> effects) {
        Map<String, Integer> runs = new HashMap<>();
        effects.forEach(id -> runs.merge(id, 1, Integer::sum));
        Map<String, Kept> jobs = new HashMap<>();
        PageRequest request = PageRequest.first(PageRequest.Order.OLDEST_FIRST, 500);
        Page page = store.queries().list(JobFilter.ANY, request);
        while (true) {
            page.jobs().forEach(job -> jobs.put(job.id().text(), kept(store, job)));
            if (page.next() == null) {
                return new ChaosReport(acknowledged, runs, jobs);
            }
            page = store.queries().list(JobFilter.ANY, request.startingAfter(page.next()));
        }
    }

    private static Kept kept(JobStore store, JobView job) {
        if (job.counters().losses() == 0) {
            return new Kept(job.state(), 0);
        }
        List<Attempt> attempts = store.queries().attempts(JobId.of(job.id().text()));
        int lost = (int) attempts.stream()
                .filter(attempt -> attempt.end() == AttemptEnd.LOST)
                .count();
        return new Kept(job.state(), lost);
    }

    /** Everything that breaks a promise, a line each. */
    List<String> faults() {
        List<String> faults = new ArrayList<>();
        for (String id : acknowledged) {
            if (!jobs.containsKey(id)) {
                faults.add("lost: " + id + " was acknowledged and is not in the database");
            }
        }
        jobs.forEach((id, job) -> {
            int ran = runs.getOrDefault(id, 0);
            if (!job.state().isFinished()) {
                faults.add("stuck: " + id + " is " + job.state().text());
            }
            if (job.state() == JobState.COMPLETED && ran == 0) {
                faults.add("not run: " + id + " is completed but left no trace");
            }
            if (ran > 1 + job.lost()) {
                faults.add("unexplained: " + id + " ran " + ran + " times, history explains " + (1 + job.lost()));
            }
        });
        return faults;
    }

    /** How many runs there were beyond the first of each job. */
    int secondRuns() {
        return runs.values().stream().mapToInt(count -> count - 1).sum();
    }

    long in(JobState state) {
        return jobs.values().stream().filter(job -> job.state() == state).count();
    }
}
