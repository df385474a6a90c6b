package io.queuectl.cli.command;

import io.queuectl.api.Attempt;
import io.queuectl.api.AttemptEnd;
import io.queuectl.api.Group;
import io.queuectl.api.GroupView;
import io.queuectl.api.JobState;
import io.queuectl.api.JobView;
import io.queuectl.api.Parent;
import io.queuectl.api.Payload;
import io.queuectl.api.Progress;
import io.queuectl.cli.frame.Action;
import io.queuectl.cli.frame.ExitCode;
import io.queuectl.cli.frame.OutputFormat;
import io.queuectl.cli.frame.Printable;
import io.queuectl.cli.frame.Session;
import io.queuectl.cli.output.Column;
import io.queuectl.cli.output.Output;
import io.queuectl.cli.output.Row;
import io.queuectl.cli.output.Style;
import io.queuectl.cli.output.TimeText;
import io.queuectl.cli.shell.ShellJob;
import io.queuectl.core.spi.JobOutput;
import io.queuectl.core.spi.JobQueries;
import io.queuectl.core.spi.JobStore;
import io.queuectl.core.spi.Ties;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code queuectl show ID}: one job with its attempts, timings, exit codes, last error and the size of its log. */
@Command(description = "Show one job with its attempts.")
final class Show implements Action {

    private static final List<Column> COLUMNS = List.of(
            Column.number("attempt", "ATTEMPT"),
            Column.time("started_at", "STARTED"),
            Column.millis("duration_ms", "TOOK"),
            Column.text("end", "END"),
            Column.number("exit_code", "EXIT"),
            Column.text("worker", "WORKER"),
            Column.longText("error", "ERROR"));

    /** Longer results are not printed but for programs. */
    private static final int SHOWN = 200;

    @Parameters(paramLabel = "ID", arity = "1", description = "The job.")
    private String id = "";

    @Override
    public ExitCode run(Session session) {
        JobStore store = session.storeToRead();
        JobQueries queries = store.queries();
        JobView job = JobIds.find(id, queries);
        List<Row> attempts = queries.attempts(job.id()).stream()
                .map(attempt -> row(attempt, job.kind()))
                .toList();
        Ties ties = queries.ties(job.id());
        Output output = Output.of(session);
        if (output.isTable()) {
            print(job, queries.output(job.id()), output);
            print(job, ties, store, output);
            LogSize log = LogSize.of(job.id(), queries);
            line("Log", log.lines() == 0 ? "empty" : log.lines() + " lines, " + log.bytes() + " bytes", output);
            if (!attempts.isEmpty()) {
                output.line("");
                output.print(attempts, COLUMNS);
            }
        } else if (output.format() == OutputFormat.CSV || output.format() == OutputFormat.ID) {
            output.printOne(JobRows.of(job));
        } else {
            LogSize log = LogSize.of(job.id(), queries);
            JobOutput given = queries.output(job.id());
            Progress progress = given.progress();
            output.printOne(JobRows.of(job)
                    .text("progress", progress == null ? null : Double.toString(progress.fraction()))
                    .text("progress_message", progress == null ? null : progress.message())
                    .text(
                            "result",
                            given.result() == null ? null : given.result().text())
                    .rows(
                            "after",
                            queries.parents(job.id()).stream().map(Show::row).toList())
                    .text("unique_key", ties.key() == null ? null : ties.key().text())
                    .text("group", ties.group() == null ? null : ties.group().key())
                    .number(
                            "group_running",
                            ties.group() == null ? null : ties.group().atMost())
                    .number("log_lines", log.lines())
                    .number("log_bytes", log.bytes())
                    .rows("runs", attempts));
        }
        return ExitCode.OK;
    }

    private static Row row(Parent parent) {
        return new Row()
                .text("id", parent.id().text())
                .text("state", parent.state().text())
                .text("if_failed", parent.ifFailed().name().toLowerCase(Locale.ROOT));
    }

    private static Row row(Attempt attempt, String kind) {
        Instant end = attempt.endedAt();
        return new Row()
                .number("attempt", attempt.ordinal())
                .time("started_at", attempt.startedAt())
                .time("finished_at", end)
                .number(
                        "duration_ms",
                        end == null
                                ? null
                                : Duration.between(attempt.startedAt(), end).toMillis())
                .text("end", attempt.end() == null ? "running" : attempt.end().text())
                .number("exit_code", exitCode(attempt, kind))
                .text("worker", attempt.node())
                .text(
                        "error",
                        attempt.failure() == null ? null : attempt.failure().message())
                .text("token", attempt.token().toString());
    }

    /** A completed process exited with 0, and says so nowhere else. */
    private static @Nullable Integer exitCode(Attempt attempt, String kind) {
        if (attempt.end() == AttemptEnd.COMPLETED && kind.equals(ShellJob.KIND)) {
            return 0;
        }
        return attempt.failure() == null ? null : attempt.failure().exitCode();
    }

    private static void print(JobOutput given, Output output) {
        Progress progress = given.progress();
        if (progress != null) {
            String percent = Math.round(progress.fraction() * 100) + " %";
            line("Progress", progress.message().isEmpty() ? percent : percent + ", " + progress.message(), output);
        }
        Payload result = given.result();
        if (result != null) {
            line("Result", result.size() > SHOWN ? result.size() + " bytes" : result.text(), output);
        }
    }

    private static String ifFailed(Parent parent) {
        return parent.state() == JobState.COMPLETED
                ? ""
                : " (if it fails: " + parent.ifFailed().name().toLowerCase(Locale.ROOT) + ")";
    }

    private static void print(JobView job, Ties ties, JobStore store, Output output) {
        Ties.Key key = ties.key();
        if (key != null) {
            line("Unique", key.text() + ", " + key.scope().name().toLowerCase(Locale.ROOT), output);
        }
        Group group = ties.group();
        if (group != null) {
            GroupView places = store.queues().group(group.key()).orElse(new GroupView(group.key(), 1, 0, 0));
            boolean blocked = job.state() == JobState.BLOCKED;
            line(
                    "Group",
                    group.key()
                            + (blocked ? ", waits for a place: " : ", ")
                            + places.running() + " of " + places.atMost() + " taken, " + places.waiting() + " waiting",
                    output);
        }
        for (Parent parent : store.queries().parents(job.id())) {
            line("After", parent.id() + ", " + parent.state().text() + ifFailed(parent), output);
        }
    }

    private static void print(JobView job, JobOutput given, Output output) {
        Row row = JobRows.of(job);
        TimeText times = output.times();
        line("Job", job.id().text(), output);
        line("Command", row.plain("command"), output);
        output.line("State     "
                + output.terminal()
                        .styled(Style.ofState(job.state().text()), job.state().text())
                + (job.cancelRequested() ? "  (cancel requested)" : ""));
        line("Queue", job.queue().text() + ", priority " + job.priority(), output);
        line("Attempts", attempts(job), output);
        line("Created", times.of(job.createdAt()), output);
        time(job.state().isClaimable() ? "Due" : "Was due", job.runAt(), output);
        time("Started", job.startedAt(), output);
        time("Finished", job.finishedAt(), output);
        if (!job.tags().isEmpty()) {
            line("Tags", job.tags().text().replace("\n", ", "), output);
        }
        if (job.limits().timeout() != null) {
            line("Timeout", TimeText.of(job.limits().timeout()), output);
        }
        if (job.limits().backoff() != null) {
            line("Backoff", job.limits().backoff(), output);
        }
        if (job.error() != null && job.state() == JobState.COMPLETED) {
            line("Error", job.error() + " (before the attempt that completed it)", output);
        } else if (job.error() != null) {
            output.line(Style.RED, "Error     " + Printable.line(job.error()));
        }
        print(given, output);
    }

    private static String attempts(JobView job) {
        Integer most = job.limits().maxAttempts();
        String text = job.counters().attempts() + (most == null ? "" : " of " + most);
        return text
                + times(", lost ", job.counters().losses())
                + times(", given back ", job.counters().releases());
    }

    private static String times(String what, int count) {
        return count == 0 ? "" : what + (count == 1 ? "once" : count + " times");
    }

    private static void time(String name, @Nullable Instant time, Output output) {
        if (time != null) {
            line(name, output.times().of(time), output);
        }
    }

    private static void line(String name, String text, Output output) {
        output.line(name + " ".repeat(10 - name.length()) + Printable.line(text));
    }
}
