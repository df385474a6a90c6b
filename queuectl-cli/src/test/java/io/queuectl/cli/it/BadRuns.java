package io.queuectl.cli.it;

import static io.queuectl.cli.it.BadRow.played;
import static io.queuectl.cli.it.BadRow.refused;
import static io.queuectl.cli.it.TestedStore.H2;
import static io.queuectl.cli.it.TestedStore.POSTGRES;
import static io.queuectl.cli.it.TestedStore.SQLITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;

/** What goes wrong while commands and jobs run: rows 53, 54, 56 and 62. */
final class BadRuns {

    private BadRuns() {}

    static Stream<BadRow> rows() {
        return Stream.of(jobs(), outputs(), signals()).flatMap(rows -> rows);
    }

    private static Stream<BadRow> jobs() {
        return Stream.of(
                played(53, "a job of a kind that nobody serves", BadRuns::ofNobody)
                        .given(place -> {})
                        .onEveryStore(),
                played(54, "commands that cannot run", BadRuns::unrunnable).given(place -> {}));
    }

    private static void ofNobody(BadPlace place) {
        enqueue(place, "odd", "echo x");
        enqueue(place, "good", "echo fine");
        place.database().edit("UPDATE job SET kind = 'nobody.serves' WHERE name = 'odd'");

        place.run("worker", "start", "--until-empty").exits(0);

        place.run("show", "odd", "-o", "json").exits(0).prints("\"state\":\"dead\"", "nobody.serves");
        place.run("show", "good", "-o", "json").exits(0).prints("\"state\":\"completed\"");
    }

    private static void unrunnable(BadPlace place) throws IOException {
        Path plain = Files.writeString(place.directory().resolve("plain"), "echo not executable\n");
        enqueue(place, "missing", "nosuchcmd");
        enqueue(place, "plain", plain.toString());
        place.run("enqueue", "--id", "nowhere", "-r", "1", "--cwd", "no/such/folder", "echo x")
                .exits(0);
        place.run("config", "set", "shell", "/no/such/shell -c").exits(0);
        enqueue(place, "shell", "echo x");
        place.run("config", "unset", "shell").exits(0);
        String much = "{\"id\":\"long\",\"retries\":1,\"command\":\"echo " + "x".repeat(200_000) + "\"}";
        place.cli().type(much, "enqueue", "--file", "-").exits(0);
        enqueue(place, "good", "echo fine");

        place.run("worker", "start", "--until-empty").exits(0);

        place.run("show", "missing").exits(0).prints("127");
        place.run("show", "plain").exits(0).prints("126");
        place.run("show", "nowhere").exits(0).prints("no/such/folder");
        place.run("show", "shell").exits(0).prints("/no/such/shell");
        place.run("show", "long").exits(0).prints("too long");
        assertThat(place.run("list", "--state", "dead", "-o", "id").exits(0).lines())
                .containsExactlyInAnyOrder("missing", "plain", "nowhere", "shell", "long");
        place.run("list", "--state", "completed", "-o", "id").exits(0).prints("good");
    }

    private static void enqueue(BadPlace place, String id, String command) {
        place.run("enqueue", "--id", id, "-r", "1", command).exits(0);
    }

    private static Stream<BadRow> outputs() {
        return Stream.of(
                played(56, "readers that leave", place -> {
                            place.cli()
                                    .type(
                                            "echo a command that fills the pipe when it is listed often enough\n"
                                                    .repeat(5_000),
                                            "enqueue",
                                            "--stdin",
                                            "-o",
                                            "id")
                                    .exits(0);
                            Finished finished = place.cli()
                                    .shell("queuectl list --all | head -1; echo \"${PIPESTATUS[0]}\";"
                                            + " queuectl list --all -o json | head -c 1 >/dev/null; queuectl list >&-");
                            finished.exits(0).printsLine("0");
                            assertThat(finished.err()).isEmpty();
                        })
                        .given(place -> {}),
                refused(
                                56,
                                1,
                                "enqueue >/dev/full",
                                place -> place.cli().shell("queuectl enqueue 'echo hi' >/dev/full"))
                        .names("cannot write to standard output")
                        .hints("queuectl list")
                        .given(place -> {}));
    }

    private static Stream<BadRow> signals() {
        return Stream.of(
                ended("INT", place -> place.cli().startListening("enqueue", "--stdin")),
                ended("TERM", place -> place.cli().startListening("enqueue", "--stdin")),
                ended("INT", place -> place.cli().start("wait", "taken")),
                ended("TERM", place -> place.cli().start("wait", "taken")).on(SQLITE, H2, POSTGRES),
                ended("INT", place -> place.cli().start("logs", "-f", "taken")),
                ended("TERM", place -> place.cli().start("logs", "-f", "taken")),
                ended("INT", place -> place.cli().start("events", "-f")).on(SQLITE, H2, POSTGRES),
                ended("TERM", place -> place.cli().start("events", "-f")));
    }

    /** What waits for something, until somebody has it end. */
    @FunctionalInterface
    private interface Start {
        Running at(BadPlace place);
    }

    private static BadRow ended(String signal, Start start) {
        return refused(62, signal.equals("INT") ? 130 : 143, signal + " to a command that waits", place -> {
            Running running = start.at(place);
            await("a JVM in process " + running.pid())
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> listens(running.pid()));
            return running.signal(signal).end(Duration.ofSeconds(20));
        });
    }

    /** Whether the process has a thread that a JVM starts only after the one that takes its signals, when it is ready to run a program. */
    private static boolean listens(long pid) throws IOException {
        File[] threads = new File("/proc/" + pid + "/task").listFiles();
        for (File thread : threads == null ? new File[0] : threads) {
            Path name = thread.toPath().resolve("comm");
            if (Files.exists(name) && Files.readString(name).startsWith("Common-Cleaner")) {
                return true;
            }
        }
        return false;
    }
}
