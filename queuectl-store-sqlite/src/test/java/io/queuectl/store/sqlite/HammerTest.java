package io.queuectl.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two processes of four producers and four slots each at one file, while somebody else holds the lock for three seconds at a time, somebody
 * checkpoints, and a reader keeps its transaction open from beginning to end. Twenty seconds, ten minutes in profile {@code stress}.
 */
class HammerTest {

    private static final int SECONDS = Boolean.getBoolean("queuectl.stress") ? 600 : 20;
    private static final int LOCKED_SECONDS = 3;

    /** What the log is cut back to once no reader needs more: the journal size limit, and a page. */
    private static final long MOST_KEPT = (64 << 20) + 4_096;

    @TempDir
    Path folder;

    private final CountDownLatch over = new CountDownLatch(1);

    @Test
    void nothingIsLostOrDoubledAndTheLogShrinksAgain() throws Exception {
        SqliteStore.open(file()).close();
        long grown;
        try (Connection reader = TestDatabase.connect(file())) {
            readForever(reader);
            CompletableFuture<Integer> locker = CompletableFuture.supplyAsync(this::lockAgainAndAgain);
            CompletableFuture<Long> checkpointer = CompletableFuture.supplyAsync(this::checkpointAgainAndAgain);
            Map<String, Process> processes = Map.of("one", start("one"), "two", start("two"));
            for (Map.Entry<String, Process> process : processes.entrySet()) {
                assertThat(process.getValue().waitFor(SECONDS + 180L, TimeUnit.SECONDS))
                        .isTrue();
                assertThat(process.getValue().exitValue())
                        .as(() -> complaints(process.getKey()))
                        .isZero();
            }
            over.countDown();
            assertThat(locker.join()).isGreaterThan(SECONDS / 10);
            grown = checkpointer.join();
        }
        judge(grown);
    }

    private void judge(long grown) throws Exception {
        List<String> acknowledged = lines("acknowledged");
        List<String> runs = lines("runs");
        List<String> there = TestDatabase.column(file(), "SELECT CAST(payload AS TEXT) FROM job");
        try (Connection connection = TestDatabase.connect(file())) {
            TestDatabase.column(connection, "PRAGMA wal_checkpoint(TRUNCATE)");
        }
        System.out.printf(
                "hammer: %d jobs in %d s, %d in doubt; the log grew to %d KiB under a reader that never ended and is %d KiB after it%n",
                acknowledged.size(), SECONDS, lines("doubtful").size(), grown >> 10, logSize() >> 10);
        assertThat(acknowledged).hasSizeGreaterThan(1_000).doesNotHaveDuplicates();
        assertThat(there).doesNotHaveDuplicates().containsAll(acknowledged);
        assertThat(runs).doesNotHaveDuplicates();
        assertThat(new HashSet<>(runs)).isEqualTo(new HashSet<>(there));
        Set<String> unasked = new HashSet<>(there);
        acknowledged.forEach(unasked::remove);
        lines("doubtful").forEach(unasked::remove);
        assertThat(unasked).isEmpty();
        assertThat(TestDatabase.column(file(), "SELECT state FROM jobs GROUP BY state"))
                .containsExactly("completed");
        assertThat(TestDatabase.column(file(), "PRAGMA integrity_check")).containsExactly("ok");
        assertThat(logSize()).isLessThanOrEqualTo(MOST_KEPT);
    }

    private static void readForever(Connection reader) throws SQLException {
        try (Statement statement = reader.createStatement()) {
            statement.executeUpdate("BEGIN");
        }
        assertThat(TestDatabase.column(reader, "SELECT COUNT(*) FROM jobs")).containsExactly("0");
    }

    /** A writer that knows nothing of queues: has the lock as long as it has not, and answers how often. */
    private int lockAgainAndAgain() {
        int times = 0;
        try (Connection connection = TestDatabase.connect(file());
                Statement statement = connection.createStatement()) {
            statement.executeUpdate("PRAGMA busy_timeout = 60000");
            do {
                statement.executeUpdate("BEGIN IMMEDIATE");
                times++;
                over.await(LOCKED_SECONDS, TimeUnit.SECONDS);
                statement.executeUpdate("ROLLBACK");
            } while (!over.await(LOCKED_SECONDS, TimeUnit.SECONDS));
            return times;
        } catch (SQLException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Answers how large the log became. */
    private long checkpointAgainAndAgain() {
        long largest = 0;
        try (Connection connection = TestDatabase.connect(file())) {
            do {
                TestDatabase.column(connection, "PRAGMA wal_checkpoint(PASSIVE)");
                largest = Math.max(largest, logSize());
            } while (!over.await(200, TimeUnit.MILLISECONDS));
            return largest;
        } catch (SQLException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private Process start(String name) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        HammerProcess.class.getName(),
                        file().toString(),
                        folder.toString(),
                        name,
                        Integer.toString(SECONDS))
                .redirectError(complaintsOf(name).toFile())
                .start();
    }

    private Path complaintsOf(String name) {
        return folder.resolve(name + ".errors");
    }

    private String complaints(String name) {
        try {
            return Files.readString(complaintsOf(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private long logSize() {
        try {
            Path log = folder.resolve("queue.db-wal");
            return Files.exists(log) ? Files.size(log) : 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<String> lines(String kind) throws IOException {
        List<String> lines = new ArrayList<>();
        for (String name : List.of("one", "two")) {
            try (Stream<String> read = Files.lines(folder.resolve(name + "." + kind))) {
                read.forEach(lines::add);
            }
        }
        return lines;
    }

    private Path file() {
        return folder.resolve("queue.db");
    }
}
