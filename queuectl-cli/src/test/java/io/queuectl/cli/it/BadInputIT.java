package io.queuectl.cli.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What people get wrong: each line of the table is refused with its exit code and one line that names the value, a hint, no
 * stack trace, and leaves the database as it was.
 */
class BadInputIT {

    @TempDir
    static Path directory;

    private static CommandLine prompt;
    private static Path database;

    /** A wrong command line and what it ends in. */
    record Line(int row, int code, List<String> words, List<String> names) {

        Line names(String... parts) {
            return new Line(row, code, words, List.of(parts));
        }

        @Override
        public String toString() {
            String typed = String.join(" ", words);
            return row + ": queuectl " + (typed.length() > 100 ? typed.substring(0, 100) + "…" : typed);
        }
    }

    @BeforeAll
    static void prepare() throws IOException {
        prompt = CommandLine.in(directory).with("QUEUECTL_DB", "queue.db");
        database = prompt.database();
        prompt.run("enqueue", "--id", "taken", "echo waiting").exits(0);
        prompt.run("enqueue", "--id", "done", "echo done").exits(0);
        DatabaseDump.edit(database, "UPDATE job SET state = 'completed', finished_at = 1 WHERE name = 'done'");
        Files.writeString(directory.resolve("large.json"), "{\"command\":\"echo " + "x".repeat(1 << 20) + "\"}");
        Files.write(directory.resolve("latin1.json"), "{\"command\":\"echo é\"}".getBytes(StandardCharsets.ISO_8859_1));
        Files.writeString(directory.resolve("bom.json"), "\ufeff{\"command\":\"echo hi\"}");
        Files.createDirectory(directory.resolve("folder"));
    }

    @AfterAll
    static void close() throws IOException {
        prompt.close();
    }

    static Stream<Line> lines() {
        return Stream.of(
                        commands(),
                        texts(),
                        json(),
                        files(),
                        names(),
                        numbers(),
                        durations(),
                        instants(),
                        schedules(),
                        workers(),
                        moves(),
                        lists(),
                        settings())
                .flatMap(part -> part);
    }

    private static Stream<Line> commands() {
        return Stream.of(
                bad(1).names("missing command"),
                bad(1, "enqeue", "x").names("\"enqeue\""),
                bad(2, "enqueue", "--prioirty", "3", "x").names("\"--prioirty\""),
                bad(2, "enqueue", "x", "--id").names("--id"),
                bad(2, "enqueue", "--id", "a", "--id", "b", "x").names("--id"),
                bad(2, "list", "--output", "xml").names("\"xml\""),
                bad(3, "enqueue").names("missing command"));
    }

    private static Stream<Line> texts() {
        return Stream.of(
                bad(4, "enqueue", "").names("\"\""),
                bad(4, "enqueue", "   ").names("\"   \""),
                bad(5, "enqueue", "{\"command\":\"a\\u0000b\"}").names("NUL", "a\\u0000b"),
                bad(57, "enqueue", "-").names("standard input is empty"));
    }

    private static Stream<Line> json() {
        return Stream.of(
                bad(6, "enqueue", "{\"command\":\"x\",}").names("line 1, column 16"),
                bad(7, "enqueue", "{\"command\":\"x\"} more").names("line 1"),
                bad(7, "enqueue", "{\"command\":\"x\"}{\"command\":\"y\"}").names("line 1, column 16"),
                bad(8, "enqueue", "{\"id\":\"a\",\"id\":\"b\",\"command\":\"x\"}")
                        .names("\"id\""),
                bad(9, "enqueue", "{\"command\":\"x\",\"max_retrys\":3}").names("\"max_retrys\""),
                bad(10, "enqueue", "{\"command\":\"x\",\"max_retries\":\"three\"}")
                        .names("\"max_retries\"", "\"three\""),
                bad(10, "enqueue", "{\"command\":\"x\",\"max_retries\":3.5}").names("\"max_retries\"", "\"3.5\""),
                bad(10, "enqueue", "{\"command\":\"x\",\"max_retries\":null}").names("\"max_retries\"", "null"),
                bad(10, "enqueue", "{\"command\":\"x\",\"max_retries\":true}").names("\"max_retries\"", "true"),
                bad(11, "enqueue", "--json", "[1]").names("expected an object", "\"1\""),
                bad(11, "enqueue", "--json", "\"text\"").names("expected an object", "\"text\""),
                bad(11, "enqueue", "--json", "17").names("expected an object", "\"17\""),
                bad(12, "enqueue", "{\"state\":" + "[".repeat(10_000) + "]".repeat(10_000) + "}")
                        .names("nested"),
                bad(15, "enqueue", "{\"command\":\"\\ud800\"}").names("half a surrogate pair"));
    }

    private static Stream<Line> files() {
        return Stream.of(
                bad(13, "enqueue", "--file", "large.json").names("1048581 bytes", "1048576 bytes"),
                bad(14, "enqueue", "--file", "nope.json").names("\"nope.json\"", "does not exist"),
                bad(14, "enqueue", "--file", "folder").names("\"folder\"", "directory"),
                bad(15, "enqueue", "--file", "latin1.json").names("UTF-8"));
    }

    private static Stream<Line> names() {
        return Stream.concat(
                Stream.of("", " ", "../x", "a".repeat(129), "a\nb", "-x")
                        .map(id ->
                                bad(16, "enqueue", "--id=" + id, "x").names("job id", "does not match [A-Za-z0-9_:]")),
                Stream.of(
                        bad(18, "enqueue", "--queue", "", "x").names("queue name \"\""),
                        bad(18, "enqueue", "--queue", "a/b", "x").names("\"a/b\""),
                        bad(18, "enqueue", "--queue", "q".repeat(200), "x").names("(200 characters)"),
                        bad(18, "enqueue", "--queue", "a\u001b[31m", "x").names("queue name \"a?[31m\""),
                        new Line(
                                17,
                                4,
                                List.of("enqueue", "--id", "taken", "x"),
                                List.of("taken", "already exists (state pending)")),
                        bad(18, "enqueue", "--tag", "tenant", "x").names("\"tenant\"", "NAME=VALUE"),
                        bad(18, "enqueue", "--tag", "a/b=1", "x").names("tag name \"a/b\""),
                        bad(18, "enqueue", "--tag", "a=" + "x".repeat(201), "x").names("(201 characters)"),
                        bad(18, "enqueue", "{\"command\":\"x\",\"tags\":{\"a\":\"\\u001b\"}}")
                                .names("of tag a"),
                        bad(18, "list", "--tag", "=x").names("\"=x\""),
                        bad(18, "enqueue", "--unique", "", "x").names("unique key \"\""),
                        bad(18, "enqueue", "--unique", "k".repeat(201), "x").names("(201 characters)"),
                        bad(18, "enqueue", "--unique", "k", "--unique-for", "ever", "x")
                                .names("\"ever\""),
                        bad(18, "enqueue", "--unique", "k", "--unique-for", "0s", "x")
                                .names("PT0S"),
                        bad(18, "enqueue", "--unique", "k", "--on-conflict", "maybe", "x")
                                .names("\"maybe\""),
                        bad(18, "enqueue", "--unique", "k", "--unique-for", "forever", "--on-conflict", "replace", "x")
                                .names("while waiting only"),
                        bad(18, "enqueue", "--on-conflict", "fail", "x").names("none is given"),
                        bad(55, "enqueue", "-e", "=x", "x").names("\"=x\""),
                        bad(55, "enqueue", "-e", "", "x").names("\"\""),
                        bad(55, "enqueue", "{\"command\":\"x\",\"env\":{\"A=B\":\"1\"}}")
                                .names("\"A=B\""),
                        bad(55, "enqueue", "{\"command\":\"x\",\"env\":{\"A\\u0000\":\"1\"}}")
                                .names("NUL")));
    }

    private static Stream<Line> numbers() {
        return Stream.of(
                        wrong(19, "--priority", "2147483648", "-2147483649", "high!", "1e3"),
                        wrong(20, "--max-retries", "-1", "2147483648", "∞"),
                        wrong(22, "--backoff-base", "0", "0.5", "NaN", "Infinity", "1e308"))
                .flatMap(part -> part);
    }

    private static Stream<Line> durations() {
        return wrong(21, "--timeout", "0", "-5s", "5", "5 parsecs", "99999999999d", "1h-5m");
    }

    private static Stream<Line> instants() {
        return Stream.concat(
                wrong(
                        23,
                        "--run-at",
                        "yesterday",
                        "2026-13-01",
                        "2026-02-30T00:00",
                        "2026-11-22T14:00:00",
                        "+300000-01-01T00:00:00Z"),
                Stream.of(bad(25, "enqueue", "--delay", "1m", "--run-at", "2026-11-22T14:00:00Z", "x")
                        .names("--delay", "--run-at")));
    }

    private static Stream<Line> schedules() {
        return Stream.of(
                cron("* * *").names("\"* * *\"", "3 fields"),
                cron("60 * * * *").names("minute \"60\" is not within 0 to 59 (field 1, character 1)"),
                cron("*/0 * * * *").names("minute \"0\" is not within 1 to 60 (field 1, character 1)"),
                cron("5-1 * * * *").names("minute range \"5-1\" runs backwards (field 1, character 1)"),
                cron("@never").names("\"@never\"", "@daily"),
                cron("1,,2 * * * *").names("minute has an empty entry (field 1, character 1)"),
                cron("1 ".repeat(5_000)).names("cron expression of 9999 characters is longer than 256"),
                new Line(27, 2, cron("0 0 30 2 *").words(), List.of("\"0 0 30 2 *\" never fires")),
                bad(28, "schedule", "add", "a", "--cron", "@daily", "--zone", "Mars/Base", "x")
                        .names("unknown zone \"Mars/Base\""),
                bad(23, "enqueue", "--run-at", "2026-03-29T02:30[Mars/Base]", "x")
                        .names("Mars/Base"),
                bad(21, "schedule", "add", "a", "--every", "0s", "x").names("--every \"0s\" is shorter than a second"),
                bad(21, "schedule", "add", "a", "--delay", "5", "x").names("--delay \"5\""),
                bad(21, "schedule", "add", "a", "--every", "5m", "--jitter", "25h", "x")
                        .names("jitter PT25H"),
                bad(34, "schedule", "add", "a", "--every", "5m", "--missed", "all:0", "x")
                        .names("\"all:0\""),
                bad(34, "schedule", "add", "a", "--every", "5m", "--overlap", "maybe", "x")
                        .names("\"maybe\""),
                bad(25, "schedule", "add", "a", "--every", "5m", "--cron", "@daily", "x")
                        .names("--cron and --every"),
                bad(25, "schedule", "add", "a", "--delay", "5m", "--overlap", "skip", "x")
                        .names("nothing overlaps"),
                bad(25, "schedule", "add", "a", "--delay", "5m", "--zone", "UTC", "x")
                        .names("--zone \"UTC\" needs --cron"),
                bad(3, "schedule", "add", "--every", "5m").names("missing name"),
                bad(3, "schedule", "add", "a", "x").names("missing time"),
                bad(3, "schedule", "add", "a", "--every", "5m").names("missing command"),
                bad(18, "schedule", "add", "a/b", "--every", "5m", "x").names("schedule name \"a/b\""),
                bad(16, "schedule", "add", "a", "--every", "5m", "{\"id\":\"b\",\"command\":\"x\"}")
                        .names("has the id b"),
                bad(23, "schedule", "add", "a", "--every", "5m", "{\"delay\":\"5m\",\"command\":\"x\"}")
                        .names("start of its own"),
                new Line(31, 3, List.of("schedule", "pause", "nobody"), List.of("schedule nobody not found")));
    }

    private static Line cron(String expression) {
        return bad(26, "schedule", "add", "a", "--cron", expression, "x");
    }

    private static Stream<Line> workers() {
        return Stream.of(
                bad(29, "worker", "start", "--count", "0").names("0"),
                bad(29, "worker", "start", "--count", "-1").names("-1"),
                bad(29, "worker", "start", "--count", "100000").names("100000"),
                bad(29, "worker", "start", "--count", "two").names("two"),
                bad(30, "config", "set", "heartbeat_seconds", "6").names("\"heartbeat_seconds\"", "3 × the heartbeat"),
                bad(30, "worker", "start", "--lease", "0s").names("0s"),
                bad(30, "config", "set", "lease_seconds", "0").names("lease_seconds \"0\""));
    }

    private static Stream<Line> moves() {
        return Stream.of(
                new Line(31, 3, List.of("show", "nobody"), List.of("nobody")),
                new Line(31, 3, List.of("logs", "nobody"), List.of("nobody")),
                new Line(31, 3, List.of("cancel", "nobody"), List.of("nobody")),
                new Line(31, 3, List.of("dlq", "retry", "nobody"), List.of("nobody")),
                new Line(31, 3, List.of("delete", "nobody"), List.of("nobody")),
                new Line(32, 4, List.of("dlq", "retry", "taken"), List.of("taken", "pending")),
                new Line(32, 4, List.of("retry", "done"), List.of("done", "completed")),
                new Line(32, 4, List.of("cancel", "done"), List.of("done", "completed")),
                new Line(32, 4, List.of("edit", "done", "--priority", "1"), List.of("done", "completed")),
                bad(33, "purge").names("every job"));
    }

    private static Stream<Line> lists() {
        return Stream.of(
                bad(34, "list", "--limit", "-1").names("-1"),
                bad(34, "list", "--limit", "0").names("0"),
                bad(34, "list", "--limit", "x").names("x"),
                bad(34, "list", "--offset", "x").names("--offset"),
                bad(34, "list", "--state", "Pendng").names("\"Pendng\""));
    }

    private static Stream<Line> settings() {
        return Stream.of(
                bad(35, "config", "set", "max_retrys", "3").names("\"max_retrys\""),
                bad(35, "config", "set", "max_retries", "three").names("max_retries", "\"three\""),
                bad(35, "config", "set", "max_retries").names("VALUE"),
                bad(35, "config", "get", "nope").names("\"nope\""));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("lines")
    void isRefusedAndChangesNothing(Line line) {
        List<String> before = DatabaseDump.of(database);

        Finished finished = prompt.run(line.words().toArray(new String[0]));

        finished.refuses(line.code(), line.names().toArray(new String[0]));
        assertThat(finished.err().lines().filter(text -> text.startsWith("hint: ")))
                .hasSize(1);
        assertThat(finished.err().chars()).as("control characters").noneMatch(one -> one < ' ' && one != '\n');
        assertThat(DatabaseDump.of(database)).isEqualTo(before);
    }

    @Test
    void aMistypedWordIsSuggested() {
        prompt.run("enqeue").says("did you mean enqueue?");
        prompt.run("enqueue", "--prioirty=3", "x").says("did you mean --priority?");
        prompt.run("config", "set", "max_retrys", "3").says("did you mean max_retries?");
        prompt.run("enqueue", "{\"command\":\"x\",\"max_retrys\":3}").says("did you mean max_retries?");
        prompt.run("list", "--state", "Pendng").says("did you mean pending?");
    }

    @Test
    void aWrongVariableIsNamed() {
        try (CommandLine other =
                CommandLine.in(directory).with("QUEUECTL_DB", "queue.db").with("QUEUECTL_LEASE", "abc")) {
            other.run("config", "list").refuses(2, "QUEUECTL_LEASE", "\"abc\"");
        } catch (IOException failed) {
            throw new IllegalStateException(failed);
        }
    }

    @Test
    void aByteOrderMarkIsNoFault() throws IOException {
        Path elsewhere = directory.resolve("bom.db");

        prompt.run("enqueue", "--file", "bom.json", "--db", elsewhere.toString())
                .exits(0)
                .prints("cmd=echo hi");
    }

    @Test
    void theStackTraceIsShownWhenAskedFor() {
        prompt.run("enqueue", "--debug", "--id", "taken", "x").exits(4).says("\tat io.queuectl");
    }

    private static Stream<Line> wrong(int row, String option, String... values) {
        return Stream.of(values)
                .map(value -> bad(row, "enqueue", option + "=" + value, "x").names(value));
    }

    private static Line bad(int row, String... words) {
        return new Line(row, 2, List.of(words), List.of());
    }
}
