package io.queuectl.cli.input;

import io.queuectl.api.JobRequest;
import io.queuectl.api.schedule.MissedRuns;
import io.queuectl.api.schedule.Overlap;
import io.queuectl.api.schedule.Schedule;
import io.queuectl.api.schedule.ScheduleSpec;
import io.queuectl.cli.frame.Choices;
import io.queuectl.cli.frame.Durations;
import io.queuectl.cli.frame.ExitCode;
import io.queuectl.cli.frame.Printable;
import io.queuectl.cli.frame.Refusal;
import io.queuectl.cli.frame.Suggestion;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say when a schedule fires. */
public final class ScheduleFlags {

    private static final String CRON_FORM =
            "five fields, minute hour day-of-month month day-of-week, as in '0 2 * * *'; or six with a second first; or @daily";

    @Option(names = "--cron", paramLabel = "EXPRESSION", description = "At these times: '0 2 * * MON-FRI', @daily.")
    @Nullable
    String cron;

    @Option(
            names = "--zone",
            paramLabel = "ZONE",
            description = "The zone of the cron expression: Europe/Berlin (that of this computer).")
    @Nullable
    String zone;

    @Option(
            names = "--every",
            paramLabel = "DURATION",
            description = "Again and again after that time, at 10m past the hour at :00, :10 …")
    @Nullable
    String every;

    @Option(names = "--from", paramLabel = "TIME", description = "One of the ticks of --every: 2026-11-22T14:00:00Z.")
    @Nullable
    String from;

    @Option(names = "--delay", paramLabel = "DURATION", description = "That long after its last job ended.")
    @Nullable
    String delay;

    @Option(
            names = "--missed",
            paramLabel = "POLICY",
            description = "Ticks that no worker saw: skip, once or all:N (once).")
    @Nullable
    String missed;

    @Option(
            names = "--overlap",
            paramLabel = "POLICY",
            description = "While its last job is unfinished: allow, skip or wait (allow).")
    @Nullable
    String overlap;

    @Option(
            names = "--jitter",
            paramLabel = "DURATION",
            description = "Jobs are due up to that much later, by chance (0s).")
    @Nullable
    String jitter;

    /** The schedule of that name. Throws {@link Refusal} if it makes none. */
    public Schedule schedule(String name, JobRequest job) {
        try {
            return Schedule.of(name, spec(), job)
                    .missed(missed())
                    .overlap(overlap())
                    .jitter(jitter());
        } catch (IllegalArgumentException wrong) {
            throw new Refusal(
                    ExitCode.USAGE,
                    String.valueOf(wrong.getMessage()),
                    "queuectl schedule add --help shows how it is used",
                    wrong);
        }
    }

    /** When it fires. Throws {@link Refusal} if that is not said, or said twice. */
    public ScheduleSpec spec() {
        List<String> given = given();
        if (given.size() != 1) {
            throw Refusal.usage(
                    given.isEmpty()
                            ? "missing time of the schedule"
                            : String.join(" and ", given) + " contradict each other",
                    "give one of --cron '0 2 * * *', --every 10m and --delay 10m");
        }
        refuseWithout("--zone", zone, "--cron", cron);
        refuseWithout("--from", from, "--every", every);
        if (cron != null) {
            return cron(cron);
        }
        return every != null ? every(every) : delay(Objects.requireNonNull(delay));
    }

    private List<String> given() {
        List<String> given = new ArrayList<>();
        if (cron != null) {
            given.add("--cron");
        }
        if (every != null) {
            given.add("--every");
        }
        if (delay != null) {
            given.add("--delay");
        }
        return given;
    }

    private static void refuseWithout(
            String option, @Nullable String value, String other, @Nullable String otherValue) {
        if (value != null && otherValue == null) {
            throw Refusal.usage(
                    option + " " + Printable.quoted(value) + " needs " + other, "leave it out, or give " + other);
        }
    }

    private ScheduleSpec cron(String expression) {
        ZoneId in = zone == null ? ZoneId.systemDefault() : zone(zone);
        try {
            return ScheduleSpec.cron(expression, in);
        } catch (IllegalArgumentException wrong) {
            throw new Refusal(ExitCode.USAGE, String.valueOf(wrong.getMessage()), CRON_FORM, wrong);
        }
    }

    private static ZoneId zone(String typed) {
        try {
            return ZoneId.of(typed);
        } catch (DateTimeException none) {
            String hint = Suggestion.hint(
                    typed, ZoneId.getAvailableZoneIds(), "a zone looks like Europe/Berlin, UTC or +01:00");
            throw new Refusal(ExitCode.USAGE, "unknown zone " + Printable.quoted(typed), hint, none);
        }
    }

    private ScheduleSpec every(String typed) {
        ScheduleSpec.FixedRate rate = ScheduleSpec.every(span("--every", typed));
        return from == null ? rate : rate.from(JobValues.runAt("--from", from).dueAt(Instant.EPOCH));
    }

    private ScheduleSpec delay(String typed) {
        if (missed != null || overlap != null) {
            throw Refusal.usage(
                    "--delay counts from the end of the last job, so that nothing is missed and nothing overlaps",
                    "leave " + (missed != null ? "--missed" : "--overlap") + " out");
        }
        return ScheduleSpec.delay(span("--delay", typed));
    }

    private static Duration span(String what, String typed) {
        Duration span = Durations.parse(what, typed);
        if (span.compareTo(ScheduleSpec.SHORTEST) < 0) {
            throw Refusal.usage(what + " " + Printable.quoted(typed) + " is shorter than a second", Durations.FORM);
        }
        return span;
    }

    private MissedRuns missed() {
        String typed = missed == null ? MissedRuns.ONCE.text() : missed;
        return MissedRuns.ofText(typed)
                .orElseThrow(() -> Refusal.usage(
                        "unknown policy --missed " + Printable.quoted(typed),
                        "one of: skip, once, all:1 to all:" + MissedRuns.All.MOST));
    }

    private Overlap overlap() {
        return overlap == null ? Overlap.ALLOW : Choices.parse("policy --overlap", overlap, Overlap.class);
    }

    private Duration jitter() {
        return jitter == null ? Duration.ZERO : Durations.parse("--jitter", jitter);
    }
}
