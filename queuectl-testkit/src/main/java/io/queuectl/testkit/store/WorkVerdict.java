package io.queuectl.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.queuectl.api.Attempt;
import io.queuectl.api.AttemptEnd;
import io.queuectl.api.JobView;
import io.queuectl.api.Token;
import io.queuectl.core.spi.JobFilter;
import io.queuectl.core.spi.JobStore;
import io.queuectl.core.spi.LogEntry;
import io.queuectl.core.spi.PageRequest;
import io.queuectl.core.spi.StateCount;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Holds what the store shows after the work against the ledger: nothing lost, nothing stuck, nothing doubled, and every run explained. */
final class WorkVerdict {

    private static final int MANY_LINES = 1_000;

    private final JobStore store;
    private final WorkLedger ledger;
    private final Set<Token> tokens = new HashSet<>();

    WorkVerdict(JobStore store, WorkLedger ledger) {
        this.store = store;
        this.ledger = ledger;
    }

    void check() {
        List<JobView> jobs = StoreScenario.everyJob(store, JobFilter.ANY, PageRequest.Order.OLDEST_FIRST, 500);
        Map<String, Long> rows = jobs.stream().collect(Collectors.groupingBy(WorkVerdict::key, Collectors.counting()));
        assertThat(rows.keySet())
                .as("jobs that were acknowledged and are not there")
                .containsAll(ledger.acknowledged);
        assertThat(rows)
                .as("jobs that are there more than once")
                .allSatisfy((key, count) -> assertThat(count).isEqualTo(1));
        Set<String> unasked = new HashSet<>(rows.keySet());
        unasked.removeAll(ledger.acknowledged);
        assertThat(ledger.doubtful)
                .as("jobs that are there and that nobody was told of")
                .containsAll(unasked);
        jobs.forEach(this::checkJob);
        checkCounts(jobs);
        assertThat(store.nodes().orphans(1)).as("jobs left under a dead node").isEmpty();
    }

    private void checkJob(JobView job) {
        WorkJob planned = WorkJob.ofKey(key(job));
        List<Attempt> attempts = store.queries().attempts(job.id());
        List<Attempt> counted = attempts.stream().filter(WorkVerdict::isCounted).toList();
        String what = key(job) + " after " + attempts;
        assertThat(job.state()).as(what).isEqualTo(planned.end);
        assertThat(counted).as("counted attempts of " + what).hasSize(planned.attempts);
        assertThat(job.counters().attempts()).as("attempts of " + what).isEqualTo(planned.attempts);
        assertThat(ledger.runs(key(job)))
                .as("runs of " + what)
                .isBetween(planned.attempts, planned.attempts + uncounted(job));
        attempts.forEach(attempt -> assertThat(tokens.add(attempt.token()))
                .as("a token of its own: " + what)
                .isTrue());
        Set<Integer> logged = store.queries().logs(job.id(), 0, MANY_LINES).stream()
                .filter(entry -> entry.line().text().equals(WorkJob.LINE))
                .map(LogEntry::ordinal)
                .collect(Collectors.toSet());
        assertThat(logged)
                .as("attempts that left their line in the log of " + what)
                .containsAll(counted.stream().map(Attempt::ordinal).toList());
    }

    private void checkCounts(List<JobView> jobs) {
        Set<StateCount> rows = jobs.stream()
                .collect(Collectors.groupingBy(job -> Map.entry(job.queue(), job.state()), Collectors.counting()))
                .entrySet()
                .stream()
                .map(count ->
                        new StateCount(count.getKey().getKey(), count.getKey().getValue(), count.getValue()))
                .collect(Collectors.toSet());
        assertThat(store.queries().counts()).as("counts").containsExactlyInAnyOrderElementsOf(rows);
    }

    /** A node that died, or was thought dead, may have run it; one that gave it back, too. */
    private static int uncounted(JobView job) {
        return job.counters().losses() + job.counters().releases();
    }

    private static boolean isCounted(Attempt attempt) {
        return attempt.end() == AttemptEnd.COMPLETED || attempt.end() == AttemptEnd.FAILED;
    }

    private static String key(JobView job) {
        return job.payload().text();
    }
}
