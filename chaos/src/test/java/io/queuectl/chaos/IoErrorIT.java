package io.queuectl.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.queuectl.api.JobState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every few writes or syncs of a worker on SQLite fail: it goes on, all is done, and nothing runs twice unexplained. */
@ExtendWith(Figures.class)
final class IoErrorIT {

    private static final int JOBS = Integer.getInteger("chaos.disk.jobs", 10);

    @TempDir
    Path folder;

    static Stream<Arguments> failures() {
        Stream<Arguments> all = Stream.of(
                Arguments.of("fsync", "EIO", 3),
                Arguments.of("pwrite64", "ENOSPC", 5),
                Arguments.of("pwrite64", "EIO", 7));
        return Boolean.getBoolean("chaos.full") ? all : all.limit(1);
    }

    @ParameterizedTest
    @MethodSource("failures")
    void aWorkerGoesOnThoughItsDiskFailsNowAndThen(String call, String error, int each, Figures.Table figures)
            throws Exception {
        Means.require(Means.runs(List.of("strace", "-V")), "no strace on the PATH: calls cannot be made to fail");
        try (Cluster cluster = Cluster.on(Place.SQLITE, "io-" + call + "-" + error)) {
            cluster.run("enqueue", "--id", "first", "true");
            Program worker = cluster.worker("-n", "2", "--lease", "5s", "--quiet");
            Patience.require(() -> "first job", () -> cluster.database().unfinished() == 0);
            Path trace = folder.resolve("trace");
            Process strace = fail(worker.pid(), call + ":error=" + error + ":when=" + each + "+" + each, call, trace);
            try {
                Workload workload = new Workload(cluster.dice("jobs"), 0, 0);
                cluster.enqueue(IntStream.range(0, JOBS)
                        .mapToObj(i -> workload.draft("j" + i, "true"))
                        .toList());
                Patience.until(Duration.ofSeconds(20), () -> cluster.told().starts() >= JOBS);
            } finally {
                strace.destroy();
                strace.waitFor();
            }
            cluster.awaitQuiet(Duration.ofMinutes(1));
            long failed = failed(trace);
            worker.signal("TERM");
            assertThat(worker.end()).as(worker.said()).isZero();
            int lost = judge(cluster);
            figures.add(
                    "every %dth %s fails with %s".formatted(each, call, error),
                    cluster,
                    "%d calls failed; %d jobs done, %d attempts lost, %d second runs"
                            .formatted(failed, JOBS, lost, cluster.told().starts() - JOBS));
            assertThat(failed).isPositive();
            assertThat(cluster.traces()).isEmpty();
        }
    }

    /** A job may run once more for each of its attempts that is lost. */
    private static int judge(Cluster cluster) {
        assertThat(cluster.database().count(JobState.COMPLETED)).isEqualTo(JOBS + 1);
        int all = 0;
        for (int i = 0; i < JOBS; i++) {
            int lost = cluster.database().job("j" + i).counters().losses();
            assertThat(cluster.told().of("j" + i)).as("runs of j%d", i).hasSizeBetween(1, 1 + lost);
            all += lost;
        }
        return all;
    }

    /** Begins to let calls of that process fail. */
    private static Process fail(long pid, String injection, String call, Path trace)
            throws IOException, InterruptedException {
        Process strace = new ProcessBuilder(
                        "strace",
                        "--follow-forks",
                        "--output=" + trace,
                        "--trace=" + call,
                        "--inject=" + injection,
                        "--attach=" + pid)
                .redirectError(trace.resolveSibling("strace").toFile())
                .start();
        Path said = trace.resolveSibling("strace");
        boolean attached = Patience.until(Duration.ofSeconds(20), () -> says(said, "attached"));
        Means.require(attached, "strace may not attach to a process here: calls cannot be made to fail");
        return strace;
    }

    private static boolean says(Path file, String text) {
        try {
            return Files.readString(file).contains(text);
        } catch (IOException notYet) {
            return false;
        }
    }

    private static long failed(Path trace) throws IOException {
        try (var lines = Files.lines(trace)) {
            return lines.filter(line -> line.contains("(INJECTED)")).count();
        }
    }
}
