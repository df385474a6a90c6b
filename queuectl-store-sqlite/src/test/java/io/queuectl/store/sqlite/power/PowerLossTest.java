package io.queuectl.store.sqlite.power;

import static org.assertj.core.api.Assertions.assertThat;

import io.queuectl.store.sqlite.SqliteOptions.Durability;
import io.queuectl.testkit.power.PowerLosses;
import io.queuectl.testkit.power.PowerLosses.Outcome;
import io.queuectl.testkit.power.PowerLosses.Traced;
import io.queuectl.testkit.power.Strace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The machine loses its power after an acknowledgement, at each of them in turn ({@link PowerLosses}). More than ten thousand times under the profile
 * {@code stress}. Skipped where there is no strace, but not where the environment variable {@code CI} is true.
 */
class PowerLossTest {

    private static final boolean STRESS = Boolean.getBoolean("queuectl.stress");
    private static final int JOBS = STRESS ? 1_300 : 300;

    private static final int FEW = 60;

    /** After so many acknowledgements the power goes. */
    private static final int EACH = STRESS ? 1 : 6;

    private static final int BY_CHANCE = 3;

    private static final String DATABASE = "jobs.db";

    /** What is in shared memory matters to nobody after a power loss. */
    private static final Set<String> FILES = Set.of(DATABASE, DATABASE + "-wal", DATABASE + "-journal");

    @TempDir
    Path folder;

    @BeforeAll
    static void requireStrace() {
        Strace.require();
    }

    @Test
    void whatWasAcknowledgedIsThereAfterAPowerLoss() throws Exception {
        Outcome outcome = cut(Durability.FULL, JOBS, 1);

        assertThat(outcome.images()).isGreaterThanOrEqualTo(STRESS ? 10_000 : 300);
        assertThat(outcome.faults()).isEmpty();
    }

    /** What does not promise it loses it here: or nothing would be seen above either. */
    @Test
    void aDatabaseThatSyncsLessIsWholeAndHasLostSomething() throws Exception {
        Outcome outcome = cut(Durability.RELAXED, FEW, 2);

        assertThat(outcome.lost()).isGreaterThan(outcome.images() / 4);
        assertThat(outcome.damaged()).isZero();
    }

    private Outcome cut(Durability durability, int jobs, long seed) throws Exception {
        Path place = Files.createDirectory(folder.resolve("database"));
        Path nothing = Files.createDirectory(folder.resolve("before"));
        Path acknowledged = folder.resolve("acknowledged");
        Path trace = folder.resolve("trace");
        run(place, acknowledged, trace, durability, jobs);
        Outcome outcome = new PowerLosses(new Reopened(folder), new Random(seed), EACH, BY_CHANCE)
                .replay(new Traced(trace, place, nothing, acknowledged, FILES::contains));
        System.out.printf(
                "power losses, SQLite, %s: %d images, %d lost something, %d damaged (seed %d)%n",
                durability, outcome.images(), outcome.lost(), outcome.damaged(), seed);
        return outcome;
    }

    private static void run(Path place, Path acknowledged, Path trace, Durability durability, int jobs)
            throws IOException, InterruptedException {
        Path database = place.resolve(DATABASE);
        List<String> words = new ArrayList<>(Strace.before(
                trace,
                place,
                database,
                place.resolve(DATABASE + "-wal"),
                place.resolve(DATABASE + "-journal"),
                acknowledged));
        words.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                AcknowledgedProcess.class.getName(),
                database.toString(),
                acknowledged.toString(),
                durability.name(),
                Integer.toString(jobs)));
        Process process = new ProcessBuilder(words)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(process.waitFor()).isZero();
    }

    /** SQLite on what the disk has. */
    private record Reopened(Path parent) implements PowerLosses.Restart {

        @Override
        public Path folder() throws IOException {
            return Files.createDirectory(parent.resolve("image"));
        }

        @Override
        public Map<String, String> jobs(Path image) throws SQLException {
            try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + image.resolve(DATABASE));
                    Statement statement = connection.createStatement()) {
                String whole = answer(statement, "PRAGMA integrity_check");
                if (!whole.equals("ok")) {
                    throw new SQLException(whole);
                }
                boolean empty =
                        answer(statement, "SELECT COUNT(*) FROM sqlite_master").equals("0");
                return empty ? Map.of() : states(statement);
            }
        }

        private static Map<String, String> states(Statement statement) throws SQLException {
            Map<String, String> states = new HashMap<>();
            try (ResultSet row = statement.executeQuery("SELECT id, state FROM jobs")) {
                while (row.next()) {
                    states.put(row.getString(1), row.getString(2));
                }
            }
            return states;
        }

        private static String answer(Statement statement, String question) throws SQLException {
            try (ResultSet row = statement.executeQuery(question)) {
                return row.next() ? row.getString(1) : "";
            }
        }

        @Override
        public void clear(Path image) throws IOException {
            try (var files = Files.list(image)) {
                for (Path file : files.toList()) {
                    Files.delete(file);
                }
            }
            Files.delete(image);
        }
    }
}
