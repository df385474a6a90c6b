package io.queuectl.cli.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.queuectl.testkit.postgres.Address;
import io.queuectl.testkit.postgres.Scratch;
import io.queuectl.testkit.postgres.TestPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The check of a database, which leaves the queue and its place as they were, however it ends. */
@Execution(ExecutionMode.CONCURRENT)
class BenchIT {

    private static final List<String> NUMBERS = List.of(
            "commits",
            "reads",
            "enqueue_1",
            "enqueue_4",
            "enqueue_16",
            "enqueue_bulk",
            "drain",
            "pick_up_p50_us",
            "pick_up_p99_us",
            "pick_ups");

    @TempDir
    Path folder;

    @Scene(on = Scene.Stores.IN_TURN)
    void theQueueIsNotTouched(CommandLine cli) throws IOException {
        cli.run("enqueue", "--id", "waits", "echo hello").exits(0);
        cli.run("config", "set", "max_retries", "7").exits(0);
        String jobs = cli.run("list", "-o", "json").out()
                + cli.run("config", "list", "-o", "json").out();

        Finished bench =
                cli.run("bench", "--time", "200ms", "-o", "json").exits(0).says("measuring beside");

        assertThat(bench.out()).startsWith("{").contains("\"limit\":\"", "\"sentence\":\"Enqueueing one job at a time");
        NUMBERS.forEach(name -> bench.printsLine(".*\"" + name + "\":[1-9][0-9]*[,}].*"));
        assertThat(cli.run("list", "-o", "json").out()
                        + cli.run("config", "list", "-o", "json").out())
                .isEqualTo(jobs);
        assertThat(left(cli.directory())).isEmpty();
    }

    @Test
    void theFileOfTheQueueStaysAsItIs() throws IOException {
        try (CommandLine cli = CommandLine.in(folder).on("queue.db")) {
            cli.run("enqueue", "echo hello").exits(0);
            byte[] before = Files.readAllBytes(folder.resolve("queue.db"));

            cli.run("bench", "--time", "300ms")
                    .exits(0)
                    .prints(
                            "syncs of a file",
                            "enqueue, 16 threads",
                            "Enqueueing one job at a time is limited by",
                            "SQLite");
            cli.run("bench", "--time", "100ms", "-o", "csv", "--db", "other.db")
                    .exits(0)
                    .prints("enqueue_bulk");

            assertThat(folder.resolve("queue.db")).hasBinaryContent(before);
            assertThat(folder.resolve("other.db")).doesNotExist();
            assertThat(left(folder)).isEmpty();
        }
    }

    @Test
    void aSignalEndsItTidily() throws IOException {
        try (CommandLine cli = CommandLine.in(folder)) {
            for (String database : List.of("queue.db", "jdbc:h2:./queue")) {
                Running bench = cli.start("bench", "--db", database).shows("warming up");
                assertThat(left(folder)).hasSize(1);
                bench.signal("INT").end().exits(130).printsNothing().says("stopped");
                assertThat(left(folder)).isEmpty();
            }
            cli.start("bench", "--db", "queue.db", "--time", "3s")
                    .shows("measuring the drain")
                    .signal("TERM")
                    .end()
                    .exits(143);
            assertThat(left(folder)).isEmpty();
        }
    }

    @Test
    void whatAKilledOneLeavesTheNextRemoves() throws IOException {
        try (CommandLine cli = CommandLine.in(folder).on("queue.db")) {
            Running killed = cli.start("bench").shows("warming up");
            Running other = cli.start("bench").shows("warming up");
            assertThat(left(folder)).as("one at work is left alone").hasSize(2);
            killed.kill();
            killed.end();
            cli.run("bench", "--time", "100ms").exits(0);
            assertThat(left(folder)).hasSize(1);
            other.signal("INT").end().exits(130);
            assertThat(left(folder)).isEmpty();
        }
    }

    @Test
    void aSchemaIsRemovedAsWell() throws IOException, SQLException {
        try (Scratch database = TestPostgres.database();
                CommandLine cli = CommandLine.in(folder).on(database.address().shortUrl())) {
            Running killed = cli.start("bench").shows("warming up");
            killed.kill();
            killed.end();
            Running stopped = cli.start("bench", "--time", "5s").shows("measuring enqueue");
            assertThat(schemas(database.address())).hasSize(1);
            stopped.signal("INT").end().exits(130).says("stopped");
            assertThat(schemas(database.address())).isEmpty();

            String role = database.name() + "_guest";
            database.address().run("CREATE ROLE " + role + " LOGIN PASSWORD 'of a test'");
            try {
                String guest = database.address().as(role, "of a test").shortUrl();
                cli.run("bench", "--db", guest).refuses(8, role, "may not create schemas");
            } finally {
                database.address().run("DROP ROLE " + role);
            }
        }
    }

    @Test
    void whereNothingCanBeMeasuredItSaysWhy() throws IOException {
        try (CommandLine cli = CommandLine.in(folder)) {
            cli.run("bench", "--db", "jdbc:h2:mem:queue").refuses(2, "memory");
            cli.run("bench", "--db", "jdbc:h2:tcp://localhost/queue").refuses(2, "server of H2");
            cli.run("bench", "--db", "no/such/folder.db").refuses(5, "no/such/folder.db", "does not exist");
            cli.run("bench", "--db", "/proc/queue.db").refuses(5, "/proc/queue.db");
            cli.run("bench", "--time", "5").refuses(2, "--time");
            cli.run("bench", "--time", "1ms").refuses(2, "not within");
            cli.run("bench", "-o", "id").refuses(2, "ids");
            assertThat(left(folder)).isEmpty();
        }
    }

    private static List<String> left(Path folder) throws IOException {
        try (var found = Files.list(folder)) {
            return found.map(entry -> entry.getFileName().toString())
                    .filter(name -> name.contains(".bench-"))
                    .toList();
        }
    }

    private static List<String> schemas(Address database) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT COALESCE(string_agg(nspname, ','), '') FROM pg_namespace WHERE nspname LIKE 'queuectl%'")) {
            row.next();
            return row.getString(1).isEmpty()
                    ? List.of()
                    : List.of(row.getString(1).split(","));
        }
    }
}
