package io.queuectl.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import io.queuectl.api.StoreException;
import io.queuectl.core.spi.Batch;
import io.queuectl.core.spi.Claim;
import io.queuectl.core.spi.JobStore;
import io.queuectl.core.spi.NodeInfo;
import io.queuectl.core.spi.Settlement;
import io.queuectl.testkit.JobDraft;
import io.queuectl.testkit.JobFixtures;
import io.queuectl.testkit.SettlementDraft;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several threads and several processes on one file, from the first moment on. */
class ManyOpenersTest {

    private static final int PROCESSES = 4;
    private static final int JOBS = 400;

    @TempDir
    Path folder;

    @RepeatedTest(5)
    void eightThreadsThatOpenTogetherMigrateOnce() throws Exception {
        CyclicBarrier start = new CyclicBarrier(8);
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                all.add(threads.submit(() -> {
                    start.await();
                    try (JobStore store = SqliteStore.open(file())) {
                        assertThat(store.info().schema()).isEqualTo(SqliteDialect.DIALECT.newestSchema());
                    }
                    return null;
                }));
            }
            for (Future<?> each : all) {
                each.get(60, TimeUnit.SECONDS);
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(TestDatabase.column(file(), "SELECT version FROM queuectl_schema"))
                .containsExactly("1", "2", "3", "4");
    }

    /** Each process opens the file that none has made yet, joins, and takes jobs until none is left. */
    @Test
    void processesThatStartTogetherMigrateOnceAndTakeEachJobOnce() throws Exception {
        List<Process> processes = new ArrayList<>();
        try {
            for (int i = 0; i < PROCESSES; i++) {
                processes.add(worker(i));
            }
            for (Process process : processes) {
                assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
            }
        } finally {
            processes.forEach(Process::destroyForcibly);
        }

        List<String> taken = new ArrayList<>();
        for (int i = 0; i < PROCESSES; i++) {
            List<String> lines = Files.readAllLines(output(i));
            assertThat(lines.get(lines.size() - 1)).isEqualTo("done");
            taken.addAll(lines.subList(0, lines.size() - 1));
        }
        assertThat(taken).doesNotHaveDuplicates().hasSize(PROCESSES * JOBS);
        assertThat(TestDatabase.column(file(), "SELECT state, COUNT(*) FROM jobs GROUP BY state"))
                .containsExactly(Integer.toString(PROCESSES * JOBS));
        assertThat(TestDatabase.column(file(), "SELECT version FROM queuectl_schema"))
                .containsExactly("1", "2", "3", "4");
        assertThat(TestDatabase.column(file(), "PRAGMA integrity_check")).containsExactly("ok");
    }

    private Process worker(int index) throws Exception {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ManyOpenersTest.class.getName(),
                        file().toString(),
                        Integer.toString(index))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .redirectOutput(output(index).toFile())
                .start();
    }

    /** The worker process: its own jobs in, anybody's jobs out, every number printed that it took. */
    public static void main(String[] arguments) {
        JobFixtures fixtures = new JobFixtures(Long.parseLong(arguments[1]));
        try (JobStore store = SqliteStore.open(Path.of(arguments[0]))) {
            NodeInfo node = fixtures.node().build();
            insistently(() -> {
                store.nodes().join(node, TestDatabase.NOW);
                return node;
            });
            Batch jobs = Batch.of(TestDatabase.NOW)
                    .insert(IntStream.range(0, JOBS)
                            .mapToObj(i -> fixtures.job())
                            .map(JobDraft::build)
                            .toList());
            insistently(() -> store.exchange(jobs));
            List<Settlement> done = List.of();
            do {
                Batch batch = Batch.of(TestDatabase.NOW).settle(done).claim(List.of(TestDatabase.wish(node, 10)));
                List<Claim> claims =
                        insistently(() -> store.exchange(batch)).claims().get(0).claims();
                claims.forEach(claim -> System.out.println(claim.number()));
                done = claims.stream()
                        .map(claim -> SettlementDraft.completed(claim).build())
                        .toList();
            } while (!done.isEmpty());
        }
        System.out.println("done");
    }

    /** SQLite hands its lock to whoever asks at the right moment: who was unlucky for long asks again, as the engine does. */
    private static <T> T insistently(Supplier<T> call) {
        for (int tries = 1; ; tries++) {
            try {
                return call.get();
            } catch (StoreException busy) {
                if (busy.reason() != StoreException.Reason.BUSY || tries == 20) {
                    throw busy;
                }
            }
        }
    }

    private Path output(int index) {
        return folder.resolve("worker-" + index + ".txt");
    }

    private Path file() {
        return folder.resolve("queue.db");
    }
}
