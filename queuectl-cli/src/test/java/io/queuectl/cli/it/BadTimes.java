package io.queuectl.cli.it;

import static io.queuectl.cli.it.BadRow.played;
import static io.queuectl.cli.it.BadRow.refused;

import java.util.stream.Stream;

/** Durations, times and schedules that are none: rows 21, 23, 24 and 26 to 28. */
final class BadTimes {

    private BadTimes() {}

    static Stream<BadRow> rows() {
        return Stream.of(durations(), instants(), expressions(), schedules()).flatMap(rows -> rows);
    }

    private static Stream<BadRow> durations() {
        return Stream.concat(
                BadJobs.wrong(21, "--timeout", "0", "-5s", "5", "5 parsecs", "99999999999d", "1h-5m"),
                Stream.of(
                        refused(21, 2, "schedule", "add", "a", "--every", "0s", "x")
                                .names("--every \"0s\" is shorter than a second"),
                        refused(21, 2, "schedule", "add", "a", "--delay", "5", "x")
                                .names("--delay \"5\""),
                        refused(21, 2, "schedule", "add", "a", "--every", "5m", "--jitter", "25h", "x")
                                .names("jitter PT25H")));
    }

    private static Stream<BadRow> instants() {
        return Stream.concat(
                BadJobs.wrong(
                        23,
                        "--run-at",
                        "yesterday",
                        "2026-13-01",
                        "2026-02-30T00:00",
                        "2026-11-22T14:00:00",
                        "+300000-01-01T00:00:00Z"),
                Stream.of(
                        refused(23, 2, "enqueue", "--run-at", "2026-03-29T02:30[Mars/Base]", "x")
                                .names("Mars/Base"),
                        played(24, "a time that clocks in Berlin skip", BadTimes::skipped)
                                .given(place -> {})
                                .onEveryStore()));
    }

    /** When the clocks have gone on, as {@code docs/schedules.md} has it. */
    private static void skipped(BadPlace place) {
        place.run("enqueue", "--id", "gap", "--run-at", "2027-03-28T02:30[Europe/Berlin]", "x")
                .exits(0)
                .says("warning: ", "2027-03-28T02:30");
        place.run("show", "gap", "-o", "json").exits(0).prints("2027-03-28T01:00:00");
    }

    private static Stream<BadRow> expressions() {
        return Stream.of(
                cron(26, "* * *").names("\"* * *\"", "3 fields"),
                cron(26, "60 * * * *").names("minute \"60\" is not within 0 to 59 (field 1, character 1)"),
                cron(26, "*/0 * * * *").names("minute \"0\" is not within 1 to 60 (field 1, character 1)"),
                cron(26, "5-1 * * * *").names("minute range \"5-1\" runs backwards (field 1, character 1)"),
                cron(26, "@never").names("\"@never\"", "@daily"),
                cron(26, "1,,2 * * * *").names("minute has an empty entry (field 1, character 1)"),
                cron(26, "1 ".repeat(5_000)).names("cron expression of 9999 characters is longer than 256"),
                cron(27, "0 0 30 2 *").names("\"0 0 30 2 *\" never fires"),
                refused(28, 2, "schedule", "add", "a", "--cron", "@daily", "--zone", "Mars/Base", "x")
                        .names("unknown zone \"Mars/Base\""));
    }

    private static BadRow cron(int number, String expression) {
        return refused(number, 2, "schedule", "add", "a", "--cron", expression, "x");
    }

    private static Stream<BadRow> schedules() {
        return Stream.of(
                refused(26, 2, "schedule", "add", "--every", "5m").names("missing name"),
                refused(26, 2, "schedule", "add", "a", "x").names("missing time"),
                refused(3, 2, "schedule", "add", "a", "--every", "5m").names("missing command"),
                refused(26, 2, "schedule", "add", "a", "--every", "5m", "--missed", "all:0", "x")
                        .names("\"all:0\""),
                refused(26, 2, "schedule", "add", "a", "--every", "5m", "--overlap", "maybe", "x")
                        .names("\"maybe\""),
                refused(23, 2, "schedule", "add", "a", "--every", "5m", "{\"delay\":\"5m\",\"command\":\"x\"}")
                        .names("start of its own"));
    }
}
