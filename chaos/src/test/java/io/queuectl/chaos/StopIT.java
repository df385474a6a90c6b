package io.queuectl.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.queuectl.api.JobState;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Workers are asked to end by SIGTERM, again and again, while they run jobs: they finish those, and no job runs twice. Their lease is long: what comes of one that is lost is told elsewhere. */
@ExtendWith(Figures.class)
final class StopIT {

    /** A JVM that has not yet come to be a worker ends so. */
    private static final int KILLED_AT_ONCE = 143;

    static Stream<Place> places() {
        return Place.orElse(Place.POSTGRES);
    }

    @ParameterizedTest
    @MethodSource("places")
    void workersThatAreAskedToEndFinishWhatTheyRun(Place place, Figures.Table figures) {
        try (Cluster cluster = Cluster.on(place, "stop")) {
            SplittableRandom dice = cluster.dice("stops");
            Budget budget = Budget.of("chaos.stops", 6);
            int stops = 0;
            Workload workload = new Workload(cluster.dice("jobs"), 0.1, 0.8);
            Workers workers = new Workers(cluster, 3, "-n", "4", "--lease", "60s", "--quiet");
            try (Producers producers = Producers.start(
                    cluster,
                    id -> workload.draft(id, "sleep 0." + (1 + Math.floorMod(id.hashCode(), 8))),
                    Boolean.getBoolean("chaos.full") ? 40 : 20)) {
                while (!budget.isSpent(stops)) {
                    int leaver = dice.nextInt(workers.count());
                    boolean early = dice.nextInt(3) == 0;
                    if (!early) {
                        workers.awaitBusy(leaver);
                    }
                    Patience.pass(Duration.ofMillis(dice.nextInt(200)));
                    Program worker = workers.at(leaver).signal("TERM");
                    assertThat(worker.end()).as(worker.said()).isIn(0, early ? KILLED_AT_ONCE : 0);
                    workers.replace(leaver);
                    stops++;
                }
                producers.end();
            }
            cluster.notebook().healed();
            cluster.awaitQuiet(Duration.ofMinutes(2));
            workers.end();
            Account account = Account.of(cluster, new Account.Terms(Duration.ofSeconds(60), 4));
            figures.add(
                    "SIGTERM",
                    cluster,
                    "%d stops; %d jobs acknowledged, %d completed, %d second runs; %d faults"
                            .formatted(
                                    stops,
                                    account.acknowledged(),
                                    account.in(JobState.COMPLETED),
                                    account.secondRuns(),
                                    account.faults().size()));
            assertThat(account.faults()).as("seed %d", cluster.seed()).isEmpty();
            assertThat(account.secondRuns()).isZero();
            assertThat(account.in(JobState.COMPLETED)).isEqualTo(account.acknowledged());
        }
    }
}
