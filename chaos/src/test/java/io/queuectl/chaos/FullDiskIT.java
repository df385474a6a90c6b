package io.queuectl.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.queuectl.api.JobState;
import io.queuectl.core.spi.JobQueries;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The disk of a database is full: what is enqueued is refused in a line, nothing of it is there, and when there is room again all that was acknowledged is done. On SQLite a
 * worker lives through it; an H2 file has one process at a time.
 */
@ExtendWith(Figures.class)
final class FullDiskIT {

    private static final int REFUSALS = Integer.getInteger("chaos.refusals", 2);

    /** More than the log has room for that was made before. */
    private static final String PADDING = " # " + "x".repeat(3_000);

    @TempDir
    Path folder;

    static Stream<Place> places() {
        return Place.orElse(Place.SQLITE).filter(place -> place != Place.POSTGRES);
    }

    @ParameterizedTest
    @MethodSource("places")
    void whatIsRefusedIsNotThereAndTheRestIsDone(Place place, Figures.Table figures) throws Exception {
        try (SmallDisk disk = SmallDisk.on(folder.resolve("disk"), 4);
                Cluster cluster = Cluster.on(place, "full-disk")) {
            String file = disk.folder().resolve("queue").toString();
            String location = place == Place.SQLITE ? file + ".db" : "jdbc:h2:" + file;
            cluster.with("QUEUECTL_DB", location).with("QUEUECTL_BUSY_TIMEOUT", "10s");
            List<String> acknowledged = new ArrayList<>();
            acknowledged.add(enqueued(cluster, "before"));
            Program beside = place == Place.SQLITE ? worker(cluster) : null;
            disk.fill();
            int refused = 0;
            for (int i = 0; refused < REFUSALS; i++) {
                Program program = enqueue(cluster, "full" + i);
                if (program.end() == 0) {
                    acknowledged.add("full" + i);
                } else {
                    requireRefusal(program);
                    refused++;
                }
            }
            disk.makeRoom();
            long since = System.nanoTime();
            acknowledged.add(enqueued(cluster, "after"));
            Program worker = beside == null ? worker(cluster) : beside;
            Patience.require(
                    Duration.ofMinutes(1),
                    () -> "end of " + acknowledged + ":\n" + worker.said(),
                    () -> !cluster.told().of("after").isEmpty());
            long millis = Duration.ofNanos(System.nanoTime() - since).toMillis();
            worker.signal("TERM");
            assertThat(worker.end()).as(worker.said()).isZero();
            requireDone(new Database(location), acknowledged);
            assertThat(cluster.start("doctor", "doctor").end()).isLessThanOrEqualTo(1);
            assertThat(cluster.traces()).isEmpty();
            figures.add(
                    "full disk",
                    cluster,
                    "%d refused, none of them there; %d acknowledged, all done; work again after %d ms"
                            .formatted(refused, acknowledged.size(), millis));
        }
    }

    private static Program worker(Cluster cluster) {
        return cluster.worker("-n", "2", "--lease", "4s", "--quiet").shows("worker");
    }

    private static String enqueued(Cluster cluster, String id) {
        Program program = enqueue(cluster, id);
        assertThat(program.end()).as(program.said()).isZero();
        return id;
    }

    private static Program enqueue(Cluster cluster, String id) {
        String command =
                new Workload(cluster.dice("jobs"), 0, 0).draft(id, "true").command();
        return cluster.start(id, "enqueue", "--id", id, command + PADDING);
    }

    private static void requireRefusal(Program program) {
        assertThat(program.end()).as(program.said()).isEqualTo(5);
        assertThat(program.said().lines().filter(line -> line.startsWith("error: ")))
                .hasSize(1)
                .allSatisfy(line -> assertThat(line).contains("no space left"));
    }

    private static void requireDone(Database database, List<String> acknowledged) {
        List<String> completed = database.read(FullDiskIT::completed);
        assertThat(completed).containsExactlyInAnyOrderElementsOf(acknowledged);
        assertThat(database.unfinished()).isZero();
    }

    private static List<String> completed(JobQueries queries) {
        return Database.jobs(queries).stream()
                .filter(job -> job.state() == JobState.COMPLETED)
                .map(job -> job.id().text())
                .toList();
    }
}
