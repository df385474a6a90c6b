package io.queuectl.cli.command;

import io.queuectl.api.JobState;
import io.queuectl.api.JobView;
import io.queuectl.cli.output.Column;
import io.queuectl.cli.output.Row;
import io.queuectl.cli.shell.ShellJob;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Jobs as every reading command writes them, under the documented names. */
final class JobRows {

    /** The columns of a list of jobs. */
    static final List<Column> COLUMNS = List.of(
            Column.text("id", "ID"),
            Column.state("state", "STATE"),
            Column.number("attempts", "ATTEMPTS"),
            Column.number("priority", "PRIORITY").usually("0"),
            Column.text("queue", "QUEUE").usually("default"),
            Column.time("created_at", "CREATED AT"),
            Column.time("next_run_at", "NEXT RUN"),
            Column.millis("duration_ms", "TOOK"),
            Column.longText("command", "COMMAND"));

    /** The columns of a list of dead letters. */
    static final List<Column> DEAD_COLUMNS = List.of(
            Column.text("id", "ID"),
            Column.number("attempts", "ATTEMPTS"),
            Column.text("queue", "QUEUE").usually("default"),
            Column.time("created_at", "CREATED AT"),
            Column.time("finished_at", "DIED AT"),
            Column.longText("command", "COMMAND"),
            Column.longText("error", "LAST ERROR"));

    private JobRows() {}

    static Row of(JobView job) {
        ShellJob shellJob = CommandText.shellJob(job);
        return new Row()
                .text("id", job.id().text())
                .text("command", CommandText.of(job, shellJob))
                .text("state", job.state().text())
                .number("attempts", job.counters().attempts())
                .number("max_retries", maxRetries(job, shellJob))
                .number("priority", job.priority())
                .text("queue", job.queue().text())
                .text("kind", job.kind())
                .time("created_at", job.createdAt())
                .time("next_run_at", job.state().isClaimable() ? job.runAt() : null)
                .time("started_at", job.startedAt())
                .time("finished_at", job.finishedAt())
                .number("duration_ms", durationMillis(job))
                .text("error", job.error())
                .number("losses", job.counters().losses())
                .number("releases", job.counters().releases())
                .text("backoff", job.limits().backoff())
                .number("timeout_ms", millis(job.limits().timeout()))
                .flag("cancel_requested", job.cancelRequested())
                .text("tags", job.tags().isEmpty() ? null : job.tags().text());
    }

    /** As it was typed, which with {@code retry_counting=retries} is one less than its runs. */
    private static @Nullable Integer maxRetries(JobView job, @Nullable ShellJob shellJob) {
        Integer typed = shellJob == null ? null : shellJob.maxRetries();
        return typed == null ? job.limits().maxAttempts() : typed;
    }

    /** How long the last attempt of a job took that ended by itself. */
    private static @Nullable Long durationMillis(JobView job) {
        boolean ran = job.state() == JobState.COMPLETED || job.state() == JobState.DEAD;
        if (!ran || job.startedAt() == null || job.finishedAt() == null) {
            return null;
        }
        return Math.max(0, Duration.between(job.startedAt(), job.finishedAt()).toMillis());
    }

    private static @Nullable Long millis(@Nullable Duration duration) {
        return duration == null ? null : duration.toMillis();
    }
}
