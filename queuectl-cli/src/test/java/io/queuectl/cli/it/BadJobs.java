package io.queuectl.cli.it;

import static io.queuectl.cli.it.BadRow.played;
import static io.queuectl.cli.it.BadRow.refused;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Jobs that are none, in JSON, in files and in options: rows 6 to 20, 22 and 55. */
final class BadJobs {

    private BadJobs() {}

    static Stream<BadRow> rows() {
        return Stream.of(json(), sources(), ids(), names(), numbers(), environment())
                .flatMap(rows -> rows);
    }

    /** What the rows point at. */
    static void files(Path directory) throws IOException {
        Files.writeString(directory.resolve("large.json"), "{\"command\":\"echo " + "x".repeat(1 << 20) + "\"}");
        Files.write(directory.resolve("latin1.json"), "{\"command\":\"echo é\"}".getBytes(StandardCharsets.ISO_8859_1));
        Files.writeString(directory.resolve("bom.json"), "\ufeff{\"command\":\"echo hi\"}");
        Files.createDirectory(directory.resolve("folder"));
    }

    private static Stream<BadRow> json() {
        return Stream.of(
                job(6, "{\"command\":\"x\",}").names("line 1, column 16"),
                job(6, "{\"command\":\n  x}").names("line 2"),
                job(7, "{\"command\":\"x\"} more").names("line 1"),
                job(7, "{\"command\":\"x\"}{\"command\":\"y\"}").names("line 1, column 16"),
                job(8, "{\"id\":\"a\",\"id\":\"b\",\"command\":\"x\"}").names("\"id\""),
                job(9, "{\"command\":\"x\",\"max_retrys\":3}")
                        .names("\"max_retrys\"")
                        .hints("did you mean max_retries?"),
                job(10, "{\"command\":\"x\",\"max_retries\":\"three\"}").names("\"max_retries\"", "\"three\""),
                job(10, "{\"command\":\"x\",\"max_retries\":3.5}").names("\"max_retries\"", "\"3.5\""),
                job(10, "{\"command\":\"x\",\"max_retries\":null}").names("\"max_retries\"", "null"),
                job(10, "{\"command\":\"x\",\"max_retries\":true}").names("\"max_retries\"", "true"),
                refused(11, 2, "enqueue", "--json", "[1]").names("expected an object", "\"1\""),
                refused(11, 2, "enqueue", "--json", "\"text\"").names("expected an object", "\"text\""),
                refused(11, 2, "enqueue", "--json", "17").names("expected an object", "\"17\""),
                job(12, "{\"state\":" + "[".repeat(10_000) + "]".repeat(10_000) + "}")
                        .names("nested"),
                job(15, "{\"command\":\"\\ud800\"}").names("half a surrogate pair"));
    }

    private static BadRow job(int number, String json) {
        return refused(number, 2, "enqueue", json);
    }

    private static Stream<BadRow> sources() {
        return Stream.of(
                refused(13, 2, "enqueue", "--file", "large.json").names("1048581 bytes", "1048576 bytes"),
                refused(
                                13,
                                2,
                                "a line of 1 MiB to enqueue --stdin",
                                place -> place.cli().type("x".repeat((1 << 20) + 1), "enqueue", "--stdin"))
                        .names("1048576 bytes"),
                refused(14, 2, "enqueue", "--file", "nope.json").names("\"nope.json\"", "does not exist"),
                refused(14, 2, "enqueue", "--file", "folder").names("\"folder\"", "directory"),
                refused(
                                14,
                                2,
                                "enqueue --file of somebody else",
                                place -> place.unprivileged("enqueue --file own.json --db queue.db"))
                        .names("\"own.json\"", "may not be read")
                        .given(place -> {
                            Path own = Files.writeString(place.directory().resolve("own.json"), "{\"command\":\"x\"}");
                            BadPlace.seal(own, "-wx------");
                        }),
                refused(15, 2, "enqueue", "--file", "latin1.json").names("UTF-8"),
                played(
                                15,
                                "a byte order mark is no fault",
                                place -> place.run("enqueue", "--file", "bom.json")
                                        .exits(0)
                                        .prints("cmd=echo hi"))
                        .given(place -> files(place.directory())));
    }

    private static Stream<BadRow> ids() {
        return Stream.concat(
                Stream.of("", " ", "../x", "a".repeat(129), "a\nb", "-x")
                        .map(id -> refused(16, 2, "enqueue", "--id=" + id, "x")
                                .names("job id", "does not match [A-Za-z0-9_:]")),
                Stream.of(
                        refused(16, 2, "schedule", "add", "a", "--every", "5m", "{\"id\":\"b\",\"command\":\"x\"}")
                                .names("has the id b"),
                        refused(17, 4, "enqueue", "--id", "taken", "x")
                                .names("taken", "already exists (state pending)")
                                .onEveryStore()));
    }

    private static Stream<BadRow> names() {
        return Stream.of(
                refused(18, 2, "enqueue", "--queue", "", "x").names("queue name \"\""),
                refused(18, 2, "enqueue", "--queue", "a/b", "x").names("\"a/b\""),
                refused(18, 2, "enqueue", "--queue", "q".repeat(200), "x").names("(200 characters)"),
                refused(18, 2, "enqueue", "--queue", "a\u001b[31m", "x").names("queue name \"a?[31m\""),
                refused(18, 2, "enqueue", "--tag", "tenant", "x").names("\"tenant\"", "NAME=VALUE"),
                refused(18, 2, "enqueue", "--tag", "a/b=1", "x").names("tag name \"a/b\""),
                refused(18, 2, "enqueue", "--tag", "a=" + "x".repeat(201), "x").names("(201 characters)"),
                job(18, "{\"command\":\"x\",\"tags\":{\"a\":\"\\u001b\"}}").names("of tag a"),
                refused(18, 2, "enqueue", "--unique", "", "x").names("unique key \"\""),
                refused(18, 2, "enqueue", "--unique", "k".repeat(201), "x").names("(201 characters)"),
                refused(18, 2, "enqueue", "--unique", "k", "--unique-for", "ever", "x")
                        .names("\"ever\""),
                refused(18, 2, "enqueue", "--unique", "k", "--unique-for", "0s", "x")
                        .names("PT0S"),
                refused(18, 2, "enqueue", "--unique", "k", "--on-conflict", "maybe", "x")
                        .names("\"maybe\""),
                refused(18, 2, "enqueue", "--unique", "k", "--unique-for", "forever", "--on-conflict", "replace", "x")
                        .names("while waiting only"),
                refused(18, 2, "enqueue", "--on-conflict", "fail", "x").names("none is given"),
                refused(18, 2, "schedule", "add", "a/b", "--every", "5m", "x").names("schedule name \"a/b\""));
    }

    private static Stream<BadRow> numbers() {
        return Stream.of(
                        wrong(19, "--priority", "2147483648", "-2147483649", "high!", "1e3"),
                        wrong(20, "--max-retries", "-1", "2147483648", "∞"),
                        wrong(22, "--backoff-base", "0", "0.5", "NaN", "Infinity", "1e308"))
                .flatMap(rows -> rows);
    }

    private static Stream<BadRow> environment() {
        return Stream.of(
                refused(55, 2, "enqueue", "-e", "=x", "x").names("\"=x\""),
                refused(55, 2, "enqueue", "-e", "", "x").names("\"\""),
                job(55, "{\"command\":\"x\",\"env\":{\"A=B\":\"1\"}}").names("\"A=B\""),
                job(55, "{\"command\":\"x\",\"env\":{\"A\\u0000\":\"1\"}}").names("NUL"));
    }

    /** An option of {@code enqueue} with each of these values, which the error names. */
    static Stream<BadRow> wrong(int number, String option, String... values) {
        return Stream.of(values)
                .map(value ->
                        refused(number, 2, "enqueue", option + "=" + value, "x").names(value));
    }
}
