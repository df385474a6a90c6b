package io.queuectl.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.queuectl.api.JobState;
import io.queuectl.api.JobView;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Jobs that kill the worker that runs them: each is dead after the most losses, and those that ran beside them come through. */
@ExtendWith(Figures.class)
final class CrashLoopIT {

    private static final int NEIGHBOURS = Integer.getInteger("chaos.neighbours", 20);
    private static final int CRASHERS = Integer.getInteger("chaos.crashers", 1);
    private static final int MAX_LOSSES = 3;

    static Stream<Place> places() {
        return Place.orElse(Place.SQLITE);
    }

    @ParameterizedTest
    @MethodSource("places")
    void whatKillsItsWorkersIsDeadAndItsNeighboursAreDone(Place place, Figures.Table figures) {
        try (Cluster cluster = Cluster.on(place, "crashes")) {
            Workload workload = new Workload(cluster.dice("jobs"), 0.1, 0.5);
            cluster.enqueue(jobs(workload));
            Workers workers = new Workers(cluster, 2, "-n", "4", "--lease", "3s", "--quiet");
            int deaths = 0;
            Database database = cluster.database();
            long looked = System.nanoTime();
            while (true) {
                for (int at = 0; at < workers.count(); at++) {
                    if (!workers.at(at).isAlive()) {
                        cluster.notebook().crashed(workers.at(at).name());
                        workers.replace(at);
                        deaths++;
                    }
                }
                Patience.pass(Duration.ofMillis(20));
                if (System.nanoTime() - looked > Duration.ofMillis(300).toNanos()) {
                    looked = System.nanoTime();
                    if (database.unfinished() == 0) {
                        break;
                    }
                }
            }
            workers.end();
            Account account = Account.of(cluster, new Account.Terms(Duration.ofSeconds(3), 4));
            long condemned = account.in(JobState.DEAD) - CRASHERS;
            figures.add(
                    "crash-looping jobs",
                    cluster,
                    "%d jobs that kill their worker, dead after %d deaths; %d of %d neighbours condemned, %d attempts lost; %d faults"
                            .formatted(
                                    CRASHERS,
                                    deaths,
                                    condemned,
                                    NEIGHBOURS,
                                    account.lost(),
                                    account.faults().size()));
            assertThat(account.faults()).as("seed %d", cluster.seed()).isEmpty();
            assertThat(condemned).isZero();
            for (int i = 0; i < CRASHERS; i++) {
                JobView job = database.job("crash" + i);
                assertThat(job.state()).isEqualTo(JobState.DEAD);
                assertThat(job.counters().losses()).isEqualTo(MAX_LOSSES);
            }
            assertThat(deaths).isGreaterThanOrEqualTo(MAX_LOSSES);
        }
    }

    /** Those that crash stand among the others. */
    private static List<Workload.Draft> jobs(Workload workload) {
        List<Workload.Draft> jobs = new ArrayList<>();
        for (int i = 0; i < NEIGHBOURS; i++) {
            jobs.add(workload.draft("n" + i, "sleep 0.2"));
            if (i % (NEIGHBOURS / CRASHERS) == 2) {
                jobs.add(workload.draft("crash" + i / (NEIGHBOURS / CRASHERS), "kill -9 $PPID; sleep 60"));
            }
        }
        return jobs;
    }
}
