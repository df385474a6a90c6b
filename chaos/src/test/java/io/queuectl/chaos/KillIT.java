package io.queuectl.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.queuectl.api.JobState;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Workers, producers and people who interfere are killed with {@code kill -9}: no acknowledged job is lost, none is stuck, and every second run of a job is explained by
 * its history.
 */
@ExtendWith(Figures.class)
final class KillIT {

    private static final int WORKERS = 4;

    static Stream<Place> places() {
        return Place.orElse(Place.SQLITE);
    }

    @ParameterizedTest
    @MethodSource("places")
    void whoeverIsKilledLosesNothingAndRepeatsNothingUnexplained(Place place, Figures.Table figures) {
        try (Cluster cluster = Cluster.on(place, "kill")) {
            SplittableRandom dice = cluster.dice("kills");
            Workload workload = new Workload(cluster.dice("jobs"), 0.02, 0.2);
            Workers workers = new Workers(cluster, WORKERS, "-n", "3", "--lease", "3s", "--quiet");
            People people = new People(cluster);
            int killed = 0;
            Budget budget = Budget.of("chaos.kills", 8);
            try (Producers producers = Producers.start(cluster, workload::draft, 40)) {
                while (!budget.isSpent(killed + producers.killed() + people.killed())) {
                    Patience.pass(Duration.ofMillis(20 + dice.nextInt(200)));
                    switch (dice.nextInt(8)) {
                        case 0 -> killProducer(producers);
                        case 1 -> people.killOne();
                        default -> {
                            int victim = workers.some(dice);
                            cluster.kill(workers.at(victim));
                            workers.replace(victim);
                            killed++;
                        }
                    }
                }
                producers.end();
                people.end();
                cluster.notebook().healed();
                cluster.awaitQuiet(Duration.ofMinutes(2));
                workers.end();
                Account account = Account.of(cluster, new Account.Terms(Duration.ofSeconds(3), 3));
                figures.add(
                        "kill -9",
                        cluster,
                        "%d workers, %d producers, %d people killed; %d jobs acknowledged, %d completed, %d dead, %d cancelled; %d attempts lost, %d second runs; %d faults"
                                .formatted(
                                        killed,
                                        producers.killed(),
                                        people.killed(),
                                        account.acknowledged(),
                                        account.in(JobState.COMPLETED),
                                        account.in(JobState.DEAD),
                                        account.in(JobState.CANCELLED),
                                        account.lost(),
                                        account.secondRuns(),
                                        account.faults().size()));
                assertThat(account.faults()).as("seed %d", cluster.seed()).isEmpty();
                assertThat(account.acknowledged()).isGreaterThan(killed);
            }
        }
    }

    private static void killProducer(Producers producers) {
        int before = producers.killed();
        producers.killOne();
        Patience.until(Duration.ofSeconds(10), () -> producers.killed() > before);
    }
}
