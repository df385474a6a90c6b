package io.queuectl.store.postgres;

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
 * What a database holds after harm was done, beside what applications were told and what handlers did.
 *
 * @param jobs how many it holds
 * @param losses how many attempts were lost with a node
 * @param secondRuns runs of a job beyond its first
 * @param faults everything that breaks a promise, a line each
 */
record LoadVerdict(int jobs, int losses, int secondRuns, List<String> faults) {

    static LoadVerdict of(JobStore store, LoadLedger ledger) {
        Map<String, JobView> jobs = new HashMap<>();
        List<String> faults = new ArrayList<>();
        PageRequest request = PageRequest.first(PageRequest.Order.OLDEST_FIRST, 500);
        Page page = store.queries().list(JobFilter.ANY, request);
        while (true) {
            for (JobView job : page.jobs()) {
                if (jobs.put(job.payload().text(), job) != null) {
                    faults.add("doubled: " + job.payload().text() + " is there twice");
                }
            }
            if (page.next() == null) {
                break;
            }
            page = store.queries().list(JobFilter.ANY, request.startingAfter(page.next()));
        }
        ledger.acknowledged().stream()
                .filter(key -> !jobs.containsKey(key))
                .forEach(key -> faults.add("lost: " + key + " was acknowledged and is not there"));
        ledger.refused().stream()
                .filter(jobs::containsKey)
                .forEach(key -> faults.add("unasked: " + key + " was refused and is there"));
        jobs.forEach((key, job) -> judge(key, job, ledger.runs().getOrDefault(key, 0), faults));
        return new LoadVerdict(
                jobs.size(),
                jobs.values().stream().mapToInt(job -> job.counters().losses()).sum(),
                ledger.runs().values().stream().mapToInt(count -> count - 1).sum(),
                faults);
    }

    private static void judge(String key, JobView job, int runs, List<String> faults) {
        int explained = job.counters().losses() + job.counters().releases();
        if (job.state() != JobState.COMPLETED) {
            faults.add("stuck: " + key + " is " + job.state().text());
        }
        if (job.counters().attempts() != 1) {
            faults.add("completed " + job.counters().attempts() + " times: " + key);
        }
        if (runs == 0) {
            faults.add("not run: " + key + " is " + job.state().text());
        }
        if (runs > 1 + explained) {
            faults.add("unexplained: " + key + " ran " + runs + " times, history explains " + (1 + explained));
        }
    }
}
