package io.queuectl.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * How long a job waits whose worker was killed, until another of the same host runs it; and whose worker was stopped, so that nothing but its lease tells, as it would be on
 * another host.
 */
@Isolated("measures how long something takes")
@ExtendWith(Figures.class)
final class RecoveryIT {

    private static final int ROUNDS = Integer.getInteger("chaos.recoveries", 1);
    private static final Duration LONG_LEASE = Duration.ofSeconds(15);
    private static final Duration LEASE = Duration.ofSeconds(5);

    /** What is promised of a machine that has nothing else to do; where a whole build runs beside, only that a lease is not waited for. */
    private static final Duration SLACK = Duration.ofSeconds(Boolean.getBoolean("chaos.full") ? 2 : 8);

    /** The second run finds what the first one left behind. */
    private static final String FIRST_WAITS = "mkdir ran-$QUEUECTL_JOB_ID 2> /dev/null && sleep 120";

    static Stream<Place> places() {
        return Place.orElse(Place.POSTGRES);
    }

    @ParameterizedTest
    @MethodSource("places")
    void aJobRunsAgainSoonAfterItsWorkerDied(Place place, Figures.Table figures) {
        try (Cluster cluster = Cluster.on(place, "recovery")) {
            Workload workload = new Workload(cluster.dice("jobs"), 0, 0);
            List<Long> seen = new ArrayList<>();
            List<Long> blind = new ArrayList<>();
            // On H2 the first process serves the file to the others: while that is stopped, all are.
            cluster.worker("-q", "nobody").shows("started (pid");
            String lease = LEASE.toSeconds() + "s";
            String longLease = LONG_LEASE.toSeconds() + "s";
            for (int round = 0; round < ROUNDS; round++) {
                seen.add(recover(cluster, workload.draft("k" + round, FIRST_WAITS), "KILL", longLease));
                blind.add(recover(cluster, workload.draft("s" + round, FIRST_WAITS), "STOP", lease));
            }
            cluster.awaitQuiet(Duration.ofMinutes(1));
            figures.add(
                    "recovery",
                    cluster,
                    "after kill -9 on the same host %s; by a lease of %s alone %s"
                            .formatted(text(seen), lease, text(blind)));
            assertThat(seen).allSatisfy(millis -> assertThat(millis).isLessThanOrEqualTo(SLACK.toMillis()));
            assertThat(blind)
                    .allSatisfy(millis -> assertThat(millis)
                            .isLessThanOrEqualTo(LEASE.plus(SLACK).toMillis()));
        }
    }

    /** @return milliseconds from the signal to the second start */
    private static long recover(Cluster cluster, Workload.Draft job, String signal, String lease) {
        Program first = cluster.worker("-n", "1", "--lease", lease, "--quiet");
        first.shows("worker started");
        Program second = cluster.worker("-n", "1", "--lease", lease, "--quiet");
        second.shows("worker started");
        cluster.enqueue(List.of(job));
        Patience.require(
                () -> "start of " + job.id(), () -> !cluster.told().of(job.id()).isEmpty());
        Program holder = cluster.told().of(job.id()).get(0).pid() == first.pid() ? first : second;
        Patience.pass(Duration.ofMillis(300));
        holder.signal(signal);
        long since = Notebook.micros();
        Patience.require(
                () -> "second start of " + job.id(),
                () -> cluster.told().of(job.id()).size() == 2);
        holder.kill();
        (holder == first ? second : first).signal("TERM").end();
        return (cluster.told().of(job.id()).get(1).started() - since) / 1_000;
    }

    private static String text(List<Long> millis) {
        List<Long> sorted = new ArrayList<>(millis);
        Collections.sort(sorted);
        return sorted.size() == 1
                ? sorted.get(0) + " ms"
                : "median %d ms, at most %d ms of %d"
                        .formatted(sorted.get(sorted.size() / 2), sorted.get(sorted.size() - 1), sorted.size());
    }
}
