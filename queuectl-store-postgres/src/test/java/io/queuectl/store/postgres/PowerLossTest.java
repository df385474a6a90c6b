package io.queuectl.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.queuectl.testkit.postgres.PostgresServer;
import io.queuectl.testkit.postgres.TestPostgres;
import io.queuectl.testkit.power.AcknowledgedWork;
import io.queuectl.testkit.power.PowerLosses;
import io.queuectl.testkit.power.PowerLosses.Outcome;
import io.queuectl.testkit.power.PowerLosses.Traced;
import io.queuectl.testkit.power.Strace;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The machine of the server loses its power after an acknowledgement ({@link PowerLosses}): a server that is started on what the disk has recovers, and everything is
 * there. Hundreds of times under the profile {@code stress}. Skipped where there is no strace, but not where the environment variable {@code CI} is true.
 */
class PowerLossTest {

    private static final boolean STRESS = Boolean.getBoolean("queuectl.stress");
    private static final int JOBS = STRESS ? 80 : 10;
    private static final int FEW = 5;

    /** After so many acknowledgements the power goes. */
    private static final int EACH = STRESS ? 1 : 9;

    private static final int EACH_OF_FEW = STRESS ? 1 : 3;

    /** After so many acknowledgements pages go to the disk, so that power losses find tables and indexes that are not all as old. */
    private static final int A_CHECKPOINT = STRESS ? 40 : 8;

    /** After so many the log goes on in a new file, which is first filled with zeros. */
    private static final int A_FILE = 100;

    /** Keeps what it is told of jobs, and has the server do what it does now and then. */
    private static final String SCRIBE = """
            to=$1; shift
            "$@" < /dev/null &
            while read -r line; do echo "$line"; done > "$to"
            wait
            """;

    @TempDir
    Path folder;

    private PostgresServer server;
    private Path acknowledged;
    private int told;

    @BeforeAll
    static void requireStrace() {
        Strace.require();
    }

    @BeforeEach
    void start() throws IOException {
        server = TestPostgres.server(Map.of(
                "min_wal_size", "32MB", "max_wal_size", "32MB", "wal_buffers", "512kB", "wal_writer_delay", "10s"));
        acknowledged = Files.createFile(folder.resolve("acknowledged"));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void whatWasAcknowledgedIsThereAfterAPowerLoss() throws Exception {
        Outcome outcome = cut("on", JOBS, EACH, STRESS ? 2 : 1);

        assertThat(outcome.images()).isGreaterThanOrEqualTo(STRESS ? 480 : 4);
        assertThat(outcome.faults()).isEmpty();
    }

    /** What does not promise it loses it here: or nothing would be seen above either. */
    @Test
    void aServerThatCommitsBeforeItSyncsIsWholeAndHasLostSomething() throws Exception {
        Outcome outcome = cut("off", FEW, EACH_OF_FEW, 0);

        assertThat(outcome.lost()).isGreaterThan(outcome.images() / 2);
        assertThat(outcome.damaged()).isZero();
    }

    private Outcome cut(String synchronousCommit, int jobs, int each, int byChance) throws Exception {
        PostgresStore.open(server.address().dataSource()).close();
        server.address().run("ALTER DATABASE postgres SET synchronous_commit = " + synchronousCommit);
        server.stop(PostgresServer.Stop.FAST);
        Path before = server.copyOf(server.data());
        Path trace = folder.resolve("trace");
        work(trace, jobs);
        Outcome outcome = new PowerLosses(new Recovered(server, before), new Random(jobs), each, byChance)
                .replay(new Traced(trace, server.data(), before, acknowledged, PowerLossTest::lasts));
        System.out.printf(
                "power losses, PostgreSQL, synchronous_commit=%s: %d images, %d lost something, %d damaged%n",
                synchronousCommit, outcome.images(), outcome.lost(), outcome.damaged());
        return outcome;
    }

    /** What is in shared memory, or says who serves the data, matters to nobody after a power loss. */
    private static boolean lasts(String file) {
        return !file.isEmpty() && !file.startsWith("postmaster.") && !file.startsWith("pg_dynshmem/");
    }

    private void work(Path trace, int jobs) throws Exception {
        List<String> under = new ArrayList<>(Strace.before(trace));
        under.addAll(List.of("sh", "-c", SCRIBE, "scribe", acknowledged.toString()));
        Process traced = server.start(under);
        try (OutputStream scribe = traced.getOutputStream()) {
            new AcknowledgedWork(line -> note(scribe, line))
                    .run(PostgresStore.open(server.address().dataSource()), jobs);
        }
        server.stop(PostgresServer.Stop.IMMEDIATE);
        assertThat(traced.waitFor()).isNotNegative();
    }

    private void note(OutputStream scribe, byte[] line) throws IOException {
        long length = Files.size(acknowledged) + line.length;
        scribe.write(line);
        scribe.flush();
        Awaitility.await().pollInterval(Duration.ofMillis(1)).until(() -> Files.size(acknowledged) == length);
        told++;
        administer(told % A_FILE == 0, "SELECT pg_switch_wal()");
        administer(told % A_CHECKPOINT == 0, "CHECKPOINT");
    }

    private void administer(boolean now, String command) throws IOException {
        try {
            if (now) {
                server.address().run(command);
            }
        } catch (SQLException failed) {
            throw new IOException(failed);
        }
    }

    /** A server on what the disk has. */
    private record Recovered(PostgresServer server, Path before) implements PowerLosses.Restart {

        private static final Pattern TROUBLE = Pattern.compile("(ERROR|FATAL|PANIC): .*");
        private static final Pattern ROW = Pattern.compile("1: said = \"(\\S+) (\\S+) (\\S+)\"");

        /** Once along the tables and once along an index; and every index must be one that can be made of its table. */
        private static final List<String> QUESTIONS = List.of(
                "SET enable_indexscan = off; SET enable_bitmapscan = off; SET enable_indexonlyscan = off",
                "SELECT 'table ' || id || ' ' || state AS said FROM queuectl.jobs",
                "RESET enable_indexscan; SET enable_seqscan = off",
                "SELECT 'index ' || id || ' ' || state AS said FROM queuectl.jobs WHERE number >= 0",
                "REINDEX SCHEMA queuectl");

        @Override
        public Path folder() {
            return server.copyOf(before);
        }

        @Override
        public Map<String, String> jobs(Path image) {
            String said = server.ask(image, QUESTIONS);
            TROUBLE.matcher(said).results().findFirst().ifPresent(trouble -> {
                throw new IllegalStateException(trouble.group());
            });
            Map<String, String> table = rows(said, "table");
            if (!rows(said, "index").equals(table)) {
                throw new IllegalStateException("an index tells of other jobs than its table: " + said);
            }
            return table;
        }

        private static Map<String, String> rows(String said, String where) {
            Map<String, String> rows = new HashMap<>();
            ROW.matcher(said)
                    .results()
                    .filter(row -> row.group(1).equals(where))
                    .forEach(row -> rows.put(row.group(2), row.group(3)));
            return rows;
        }

        @Override
        public void clear(Path image) throws IOException {
            try (Stream<Path> files = Files.walk(image.getParent())) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            } catch (UncheckedIOException failed) {
                throw failed.getCause();
            }
        }
    }
}
