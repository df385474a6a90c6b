package io.queuectl.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.queuectl.api.JobState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Jobs with children and grandchildren run out of time, or are cancelled: nothing of them is left. A child that took a session of its own <em>and</em> whose parents are
 * gone is not found and lives on; how many do is a figure.
 */
@ExtendWith(Figures.class)
final class TreeIT {

    private static final int TREES = Integer.getInteger("chaos.trees", 8);

    /** Nobody waits so long: whoever does is one of ours. Followed by the number of the tree. */
    private static final String WAIT = "sleep 7919.";

    /** Each kind of tree. */
    private static final List<String> SHAPES = List.of(
            "WAIT & WAIT & wait",
            "sh -c 'WAIT & wait' & sh -c 'sh -c \"WAIT\" & wait' & wait",
            "trap '' TERM; WAIT & WAIT; WAIT",
            "setsid -w WAIT & wait");

    private static final String DAEMON = "(setsid WAIT > /dev/null 2>&1 &); WAIT";

    static Stream<Place> places() {
        return Place.orElse(Place.SQLITE);
    }

    @ParameterizedTest
    @MethodSource("places")
    void nothingIsLeftOfAJobThatWasEnded(Place place, Figures.Table figures) throws IOException {
        try (Cluster cluster = Cluster.on(place, "trees")) {
            Workload workload = new Workload(cluster.dice("jobs"), 0, 0);
            cluster.enqueue(jobs(workload));
            Program worker = cluster.worker("-n", Integer.toString(TREES + 1), "--lease", "10s", "--quiet");
            Patience.require(() -> "start of all trees", () -> cluster.told().starts() == TREES + 1);
            Patience.pass(Duration.ofMillis(500));
            List<String> cancelled = new ArrayList<>(List.of("cancel"));
            for (int i = 1; i < TREES; i += 2) {
                cancelled.add("t" + i);
            }
            cluster.run(cancelled.toArray(String[]::new));
            cluster.awaitQuiet(Duration.ofMinutes(3));
            assertThat(worker.signal("TERM").end()).isZero();
            List<Long> left = living(WAIT.replace(' ', '\0') + "9" + TREES);
            int daemons = left.size();
            left.forEach(pid -> ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly));
            List<Long> survivors = living("7919.1");
            Account account = Account.of(cluster, new Account.Terms(Duration.ofSeconds(10), TREES + 1));
            figures.add(
                    "timeout and cancel end the tree",
                    cluster,
                    "%d trees, %d by timeout, %d by cancel; %d survivors; of 1 job with a child of a session of its own and no parents %d child lived on; %d faults"
                            .formatted(
                                    TREES,
                                    TREES - TREES / 2,
                                    TREES / 2,
                                    survivors.size(),
                                    daemons,
                                    account.faults().size()));
            assertThat(account.faults()).as("seed %d", cluster.seed()).isEmpty();
            assertThat(survivors).isEmpty();
            assertThat(account.in(JobState.CANCELLED)).isEqualTo(TREES / 2);
            assertThat(account.in(JobState.DEAD)).isEqualTo(TREES - TREES / 2 + 1);
        }
    }

    /** Every second one may take two seconds; the others are cancelled. */
    private static List<Workload.Draft> jobs(Workload workload) {
        List<Workload.Draft> jobs = new ArrayList<>();
        for (int i = 0; i < TREES; i++) {
            String command = SHAPES.get(i / 2 % SHAPES.size()).replace("WAIT", WAIT + "1" + i);
            jobs.add(workload.draft("t" + i, command).once(i % 2 == 0 ? "3s" : "10m"));
        }
        jobs.add(workload.draft("daemon", DAEMON.replace("WAIT", WAIT + "9" + TREES))
                .once("3s"));
        return jobs;
    }

    /** The processes that live and have that in their command line. */
    private static List<Long> living(String mark) throws IOException {
        List<Long> found = new ArrayList<>();
        try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
            for (Path process : processes
                    .filter(path -> path.getFileName().toString().matches("\\d+"))
                    .toList()) {
                try {
                    if (Files.readString(process.resolve("cmdline")).contains(mark)) {
                        found.add(Long.parseLong(process.getFileName().toString()));
                    }
                } catch (IOException gone) {
                    // It ended meanwhile.
                }
            }
        }
        return found;
    }
}
