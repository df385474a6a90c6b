package io.queuectl.store.sqlite.power;

import static org.assertj.core.api.Assertions.assertThat;

import io.queuectl.store.sqlite.SqliteOptions.Durability;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The machine loses its power after an acknowledgement, at each of them in turn: what strace saw written and synced until then is laid down as files, once without
 * all that was not synced and several times with some sectors of it by chance, and opened. All that had been acknowledged must be there, in a database that is whole.
 * More than ten thousand such images under the profile {@code stress}. Skipped where there is no strace, but not where the environment variable {@code CI} is true.
 */
class PowerLossTest {

    private static final boolean STRESS = Boolean.getBoolean("queuectl.stress");
    private static final int JOBS = STRESS ? 1_300 : 300;

    private static final int FEW = 60;

    /** After so many acknowledgements the power goes. */
    private static final int EACH = STRESS ? 1 : 6;

    private static final int BY_CHANCE = 3;

    @TempDir
    Path folder;

    /** What the images came to. */
    private record Outcome(int images, int lost, int damaged) {}

    @BeforeAll
    static void requireStrace() {
        boolean there = Arrays.stream(System.getenv("PATH").split(File.pathSeparator, -1))
                .anyMatch(place -> Files.isExecutable(Path.of(place, "strace")));
        if (!there) {
            String why = "no strace on the PATH: power losses cannot be replayed";
            assertThat(Boolean.parseBoolean(System.getenv("CI"))).as(why).isFalse();
            Assumptions.abort(why);
        }
    }

    @Test
    void whatWasAcknowledgedIsThereAfterAPowerLoss() throws Exception {
        Outcome outcome = cut(Durability.FULL, JOBS, 1);

        assertThat(outcome.images()).isGreaterThanOrEqualTo(STRESS ? 10_000 : 300);
        assertThat(outcome).isEqualTo(new Outcome(outcome.images(), 0, 0));
    }

    /** What does not promise it loses it here: or nothing would be seen above either. */
    @Test
    void aDatabaseThatSyncsLessIsWholeAndHasLostSomething() throws Exception {
        Outcome outcome = cut(Durability.RELAXED, FEW, 2);

        assertThat(outcome.lost()).isGreaterThan(outcome.images() / 4);
        assertThat(outcome.damaged()).isZero();
    }

    private Outcome cut(Durability durability, int jobs, long seed) throws Exception {
        Path database = folder.resolve("jobs.db");
        Path acknowledged = folder.resolve("acknowledged");
        Path trace = folder.resolve("trace");
        run(database, acknowledged, trace, durability, jobs);
        Images images = new Images(folder.resolve("images"), new Random(seed));
        new Trace(database, acknowledged).replay(trace, images);
        System.out.printf(
                "power losses, %s: %d images, %d lost something, %d damaged (seed %d)%n",
                durability, images.images, images.lost, images.damaged, seed);
        return new Outcome(images.images, images.lost, images.damaged);
    }

    private static void run(Path database, Path acknowledged, Path trace, Durability durability, int jobs)
            throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        "strace",
                        "--follow-forks",
                        "--seccomp-bpf",
                        "--decode-fds=path",
                        "--strings-in-hex=all",
                        "--string-limit=70000",
                        "--trace=" + Trace.CALLS,
                        "--trace-path=" + database,
                        "--trace-path=" + database + "-wal",
                        "--trace-path=" + database + "-journal",
                        "--trace-path=" + acknowledged,
                        "--output=" + trace,
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        AcknowledgedWork.class.getName(),
                        database.toString(),
                        acknowledged.toString(),
                        durability.name(),
                        Integer.toString(jobs))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(process.waitFor()).isZero();
    }

    /** Lays images down and looks into them. */
    private static final class Images implements Trace.Listener {

        private final Path folder;
        private final RandomGenerator random;
        private final Map<String, Acknowledgement> told = new HashMap<>();
        private int acknowledgements;
        private int images;
        private int lost;
        private int damaged;

        Images(Path folder, RandomGenerator random) {
            this.folder = folder;
            this.random = random;
        }

        @Override
        public void acknowledged(Acknowledgement what, String job, Map<String, TracedFile> files) throws Exception {
            told.put(job, what);
            acknowledgements++;
            if (acknowledgements % EACH == 0) {
                open(files, false);
                for (int i = 0; i < BY_CHANCE; i++) {
                    open(files, true);
                }
            }
        }

        private void open(Map<String, TracedFile> files, boolean byChance) throws IOException {
            Path image = Files.createDirectories(folder.resolve(Integer.toString(images)));
            for (Map.Entry<String, TracedFile> file : files.entrySet()) {
                TracedFile traced = file.getValue();
                Files.write(
                        image.resolve(file.getKey()),
                        byChance ? traced.withSomeUnsynced(random) : traced.withoutUnsynced());
            }
            images++;
            look(image.resolve("jobs.db"));
            clear(image);
        }

        private void look(Path database) {
            try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database);
                    Statement statement = connection.createStatement()) {
                if (!answer(statement, "PRAGMA integrity_check").equals("ok")) {
                    damaged++;
                } else {
                    boolean empty = answer(statement, "SELECT COUNT(*) FROM sqlite_master")
                            .equals("0");
                    lost += !empty && told.equals(found(statement)) ? 0 : 1;
                }
            } catch (SQLException unreadable) {
                damaged++;
            }
        }

        private static String answer(Statement statement, String question) throws SQLException {
            try (ResultSet row = statement.executeQuery(question)) {
                return row.next() ? row.getString(1) : "";
            }
        }

        /** What is there of what was told; a job may have gone on since. */
        private Map<String, Acknowledgement> found(Statement statement) throws SQLException {
            Map<String, Acknowledgement> found = new HashMap<>();
            try (ResultSet row = statement.executeQuery("SELECT id, state FROM jobs")) {
                while (row.next()) {
                    Acknowledgement last = told.get(row.getString(1));
                    boolean completed = row.getString(2).equals("completed");
                    if (last != null) {
                        found.put(
                                row.getString(1),
                                last == Acknowledgement.ENQUEUED || !completed
                                        ? Acknowledgement.ENQUEUED
                                        : Acknowledgement.COMPLETED);
                    }
                }
            }
            return found;
        }

        private static void clear(Path image) throws IOException {
            try (var files = Files.list(image)) {
                for (Path file : files.toList()) {
                    Files.delete(file);
                }
            }
            Files.delete(image);
        }
    }
}
