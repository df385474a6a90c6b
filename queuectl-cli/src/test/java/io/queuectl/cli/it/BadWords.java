package io.queuectl.cli.it;

import static io.queuectl.cli.it.BadRow.played;
import static io.queuectl.cli.it.BadRow.refused;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/** Commands and options that are not there, or make no sense together: rows 1 to 5, 25, 29, 30, 33 to 37, 57 to 59 and 61. */
final class BadWords {

    private BadWords() {}

    static Stream<BadRow> rows() {
        return Stream.of(commands(), options(), workers(), lists(), settings(), surroundings())
                .flatMap(rows -> rows);
    }

    private static Stream<BadRow> commands() {
        return Stream.of(
                refused(1, 2).names("missing command").hints("queuectl --help"),
                refused(1, 2, "enqeue", "x").names("\"enqeue\"").hints("did you mean enqueue?"),
                refused(1, 2, "worker", "strat").names("\"worker strat\"").hints("did you mean start?"),
                refused(1, 2, "worker")
                        .names("missing command after \"worker\"")
                        .hints("start"),
                refused(3, 2, "enqueue").names("missing command"),
                refused(4, 2, "enqueue", "").names("\"\""),
                refused(4, 2, "enqueue", "   ").names("\"   \""),
                refused(5, 2, "enqueue", "{\"command\":\"a\\u0000b\"}").names("NUL", "a\\u0000b"),
                refused(
                                5,
                                2,
                                "a NUL in a line of enqueue --stdin",
                                place -> place.cli().type("echo a\0b\n", "enqueue", "--stdin"))
                        .names("NUL"),
                refused(57, 2, "enqueue", "-").names("standard input is empty"),
                refused(58, 2, "dashboard", "--port", "70000").names("unknown command \"dashboard\""),
                refused(59, 2, "dashboard", "--bind", "0.0.0.0").names("unknown command \"dashboard\""));
    }

    private static Stream<BadRow> options() {
        return Stream.of(
                refused(2, 2, "--bogus").names("unknown option \"--bogus\""),
                refused(2, 2, "--colr", "never").names("\"--colr\"").hints("did you mean --color?"),
                refused(2, 2, "--db").names("--db"),
                refused(2, 2, "--bogus", "list").names("\"--bogus\""),
                refused(2, 2, "enqueue", "--prioirty", "3", "x")
                        .names("\"--prioirty\"")
                        .hints("did you mean --priority?"),
                refused(2, 2, "enqueue", "--prioirty=3", "x").hints("did you mean --priority?"),
                refused(2, 2, "enqueue", "x", "--id").names("--id"),
                refused(2, 2, "enqueue", "--id", "a", "--id", "b", "x").names("--id"),
                refused(2, 2, "list", "--db", "a.db", "--db", "b.db").names("--db"),
                refused(2, 2, "list", "--output", "xml").names("\"xml\""),
                refused(2, 2, "list", "surplus").names("\"surplus\""),
                refused(2, 2, "list", "--busy-timeout", "soon").names("--busy-timeout", "\"soon\""),
                refused(25, 2, "enqueue", "--delay", "1m", "--run-at", "2026-11-22T14:00:00Z", "x")
                        .names("--delay", "--run-at"),
                refused(25, 2, "schedule", "add", "a", "--every", "5m", "--cron", "@daily", "x")
                        .names("--cron and --every"),
                refused(25, 2, "schedule", "add", "a", "--delay", "5m", "--overlap", "skip", "x")
                        .names("nothing overlaps"),
                refused(25, 2, "schedule", "add", "a", "--delay", "5m", "--zone", "UTC", "x")
                        .names("--zone \"UTC\" needs --cron"),
                refused(33, 2, "purge").names("every job").hints("--yes").onEveryStore());
    }

    private static Stream<BadRow> workers() {
        return Stream.of(
                refused(29, 2, "worker", "start", "--count", "0").names("0"),
                refused(29, 2, "worker", "start", "--count", "-1").names("-1"),
                refused(29, 2, "worker", "start", "--count", "100000").names("100000"),
                refused(29, 2, "worker", "start", "--count", "two").names("two"),
                refused(30, 2, "config", "set", "heartbeat_seconds", "6")
                        .names("\"heartbeat_seconds\"", "3 × the heartbeat"),
                refused(30, 2, "worker", "start", "--lease", "0s").names("0s"),
                refused(30, 2, "config", "set", "lease_seconds", "0").names("lease_seconds \"0\""));
    }

    private static Stream<BadRow> lists() {
        return Stream.of(
                refused(34, 2, "list", "--limit", "-1").names("-1"),
                refused(34, 2, "list", "--limit", "0").names("0"),
                refused(34, 2, "list", "--limit", "x").names("x"),
                refused(34, 2, "list", "--offset", "x").names("--offset"),
                refused(34, 2, "list", "--state", "Pendng").names("\"Pendng\"").hints("did you mean pending?"),
                refused(34, 2, "list", "--tag", "=x").names("\"=x\""));
    }

    private static Stream<BadRow> settings() {
        return Stream.of(
                refused(35, 2, "config", "set", "max_retrys", "3")
                        .names("\"max_retrys\"")
                        .hints("did you mean max_retries?")
                        .onEveryStore(),
                refused(35, 2, "config", "set", "max_retries", "three").names("max_retries", "\"three\""),
                refused(35, 2, "config", "set", "max_retries").names("VALUE"),
                refused(35, 2, "config", "get", "nope").names("\"nope\""));
    }

    private static Stream<BadRow> surroundings() {
        return Stream.of(
                refused(
                                37,
                                2,
                                "QUEUECTL_LEASE=abc queuectl config list",
                                place -> place.cli()
                                        .with("QUEUECTL_LEASE", "abc")
                                        .run("config", "list"))
                        .names("QUEUECTL_LEASE", "\"abc\""),
                refused(
                                37,
                                2,
                                "QUEUECTL_MAX_RETRIES=many queuectl enqueue x",
                                place -> place.cli()
                                        .with("QUEUECTL_MAX_RETRIES", "many")
                                        .run("enqueue", "x"))
                        .names("QUEUECTL_MAX_RETRIES", "\"many\""),
                refused(
                                37,
                                2,
                                "QUEUECTL_BUSY_TIMEOUT=soon queuectl list",
                                place -> place.cli()
                                        .with("QUEUECTL_BUSY_TIMEOUT", "soon")
                                        .run("list"))
                        .names("QUEUECTL_BUSY_TIMEOUT", "\"soon\""),
                refused(61, 1, "queuectl with a JAVA_HOME of Java 11", BadWords::launchedOnJava11)
                        .names("version 11.0.2")
                        .hints("needs Java 17")
                        .given(place -> {}),
                played(
                        61,
                        "the jar can tell an older Java what it needs",
                        place -> assertThat(startOfJar()).isEqualTo(52)),
                played(
                        2,
                        "--debug shows the stack trace",
                        place -> place.cli()
                                .shell("queuectl enqueue --debug --id taken x")
                                .exits(4)
                                .says("\tat io.queuectl")));
    }

    /** A java that says so and can do nothing else. */
    private static Finished launchedOnJava11(BadPlace place) throws IOException {
        Path bin = Files.createDirectories(place.directory().resolve("jdk/bin"));
        Path java =
                Files.writeString(bin.resolve("java"), "#!/bin/sh\necho 'openjdk version \"11.0.2\" 2019-01-15' >&2\n");
        BadPlace.seal(java, "rwxr-xr-x");
        Path launcher = Path.of(System.getProperty("queuectl.jar")).resolveSibling("../../queuectl");
        return place.cli()
                .with("JAVA_HOME", place.directory().resolve("jdk").toString())
                .shell("sh " + launcher.normalize() + " list");
    }

    /** The version of the class that the jar starts with: 52 is what Java 8 reads, and what {@code StartTest} shows it to say is said there. */
    private static int startOfJar() throws IOException {
        try (JarFile jar = new JarFile(System.getProperty("queuectl.jar"))) {
            String name =
                    jar.getManifest().getMainAttributes().getValue("Main-Class").replace('.', '/') + ".class";
            try (DataInputStream start = new DataInputStream(jar.getInputStream(jar.getEntry(name)))) {
                start.readInt();
                start.readUnsignedShort();
                return start.readUnsignedShort();
            }
        }
    }
}
