package io.queuectl.cli.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.queuectl.api.JobState;
import io.queuectl.core.spi.JobStore;
import io.queuectl.core.spi.StoreProvider;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.ServiceLoader;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Worker processes are killed with {@code kill -9} while others enqueue: no acknowledged job is lost, none is stuck, and every second run of a job
 * is explained by a death in its history.
 */
final class KillIT {

    private static final int KILLS = Boolean.getBoolean("queuectl.stress") ? 100 : 10;
    private static final int JOBS_A_BATCH = 40;
    private static final String EFFECT = "echo $QUEUECTL_JOB_ID >> effects";

    @TempDir
    Path directory;

    @Test
    void killedWorkersLoseNothingAndRepeatNothingUnexplained() throws IOException {
        long seed = Long.getLong("queuectl.seed", System.nanoTime());
        Random random = new Random(seed);
        try (CommandLine cli = CommandLine.in(directory).with("QUEUECTL_DB", "queue.db")) {
            AtomicBoolean enqueueing = new AtomicBoolean(true);
            CompletableFuture<List<String>> producer = CompletableFuture.supplyAsync(() -> produce(cli, enqueueing));
            Deque<Running> workers = new ArrayDeque<>();
            for (int kill = 0; kill < KILLS; kill++) {
                while (workers.size() < 2) {
                    workers.add(worker(cli));
                }
                awaitMoreEffects(1 + random.nextInt(30));
                Running victim = random.nextBoolean() ? workers.pollFirst() : workers.pollLast();
                victim.kill();
                victim.end();
            }
            enqueueing.set(false);
            List<String> acknowledged = producer.join();
            workers.forEach(worker -> worker.signal("TERM"));
            workers.forEach(Running::end);
            cli.start("worker", "start", "-n", "4", "--lease", "2s", "--until-empty")
                    .end(Duration.ofMinutes(2))
                    .exits(0);
            judge(acknowledged, seed);
        }
    }

    private void judge(List<String> acknowledged, long seed) throws IOException {
        ChaosReport report = report(acknowledged);
        System.out.printf(
                "kill test: %d kills, %d jobs acknowledged, %d completed, %d dead, %d second runs, %d faults (seed %d)%n",
                KILLS,
                acknowledged.size(),
                report.in(JobState.COMPLETED),
                report.in(JobState.DEAD),
                report.secondRuns(),
                report.faults().size(),
                seed);
        assertThat(report.faults()).as("seed %d", seed).isEmpty();
        assertThat(acknowledged).hasSizeGreaterThan(KILLS);
    }

    private ChaosReport report(List<String> acknowledged) throws IOException {
        String location = directory.resolve("queue.db").toString();
        StoreProvider provider = ServiceLoader.load(StoreProvider.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(candidate -> candidate.accepts(location))
                .findFirst()
                .orElseThrow();
        try (JobStore store = provider.open(location, StoreProvider.OpenMode.READ, Duration.ofSeconds(5))) {
            return ChaosReport.of(store, acknowledged, effects());
        }
    }

    private static Running worker(CommandLine cli) {
        return cli.start("worker", "start", "-n", "4", "--lease", "2s");
    }

    /** Enqueues batch after batch, each a process of its own, and collects the ids it was told. */
    private static List<String> produce(CommandLine cli, AtomicBoolean enqueueing) {
        List<String> acknowledged = new ArrayList<>();
        String batch = IntStream.range(0, JOBS_A_BATCH).mapToObj(i -> EFFECT).collect(Collectors.joining("\n"));
        while (enqueueing.get()) {
            cli.type(batch, "enqueue", "--stdin", "-o", "id").exits(0).lines().forEach(acknowledged::add);
        }
        return acknowledged;
    }

    private void awaitMoreEffects(int more) {
        int before = effects().size();
        await("more jobs to run")
                .atMost(Duration.ofSeconds(60))
                .until(() -> effects().size() >= before + more);
    }

    private List<String> effects() {
        Path effects = directory.resolve("effects");
        try {
            return Files.exists(effects) ? Files.readAllLines(effects) : List.of();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
