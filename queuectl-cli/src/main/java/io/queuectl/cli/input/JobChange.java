package io.queuectl.cli.input;

import io.queuectl.api.JobView;
import io.queuectl.api.Limits;
import io.queuectl.cli.frame.ExitCode;
import io.queuectl.cli.frame.Refusal;
import io.queuectl.cli.shell.ShellJob;
import io.queuectl.core.spi.JobEdit;
import java.time.Instant;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that change a waiting job, read as {@link JobFlags} reads those of a new one. */
public final class JobChange {

    @Option(
            names = {"-c", "--command", "--cmd"},
            paramLabel = "COMMAND",
            description = "Another command.")
    @Nullable
    String command;

    @Option(names = "--queue", paramLabel = "QUEUE", description = "Another queue.")
    @Nullable
    String queue;

    @Option(names = "--priority", paramLabel = "N", description = "Another priority.")
    @Nullable
    String priority;

    @Option(
            names = {"-r", "--max-retries", "--retries"},
            paramLabel = "N",
            description = "How often it runs at most, 0 to 1000, those behind it included.")
    @Nullable
    String maxRetries;

    @Option(
            names = {"--backoff-base", "--base-backoff"},
            paramLabel = "N",
            description = "The k-th retry comes N^k seconds after the failure.")
    @Nullable
    String backoffBase;

    @Option(names = "--timeout", paramLabel = "DURATION", description = "How long one run may take: 90s, 5m, 1h30m.")
    @Nullable
    String timeout;

    @Option(names = "--delay", paramLabel = "DURATION", description = "How long it waits, from now.")
    @Nullable
    String delay;

    @Option(names = "--run-at", paramLabel = "TIME", description = "When it runs: 2026-11-22T14:00:00Z.")
    @Nullable
    String runAt;

    private JobDraft draft = new JobDraft();

    /** Reads what was typed. Throws {@link Refusal} if it is wrong, or nothing. */
    public void check() {
        JobFlags flags = new JobFlags();
        flags.queue = queue;
        flags.priority = priority;
        flags.maxRetries = maxRetries;
        flags.backoffBase = backoffBase;
        flags.timeout = timeout;
        flags.delay = delay;
        flags.runAt = runAt;
        draft = flags.draft();
        draft.command = command == null ? null : JobValues.command(command);
        boolean changesPlace = draft.queue != null || draft.priority != null || draft.start != null;
        if (!changesPlace && !changesLimits() && draft.command == null) {
            throw Refusal.usage("nothing to change", "queuectl edit --help names what can be changed");
        }
    }

    /** The change of that job, after {@link #check}. */
    public JobEdit of(JobView job, Settings settings, Instant now) {
        JobEdit edit = new JobEdit(
                draft.queue, draft.priority, draft.start == null ? null : draft.start.dueAt(now), null, null);
        if (changesLimits()) {
            edit = edit.limits(limits(job.limits(), settings));
        }
        if (draft.command != null || draft.maxRetries != null) {
            edit = withPayload(edit, job, settings);
        }
        return edit;
    }

    /** The change of any job at a time, after {@link #check}. Throws {@link Refusal} at once if it is one that depends on the job. */
    public Function<Instant, JobEdit> ofMany() {
        if (changesLimits() || draft.command != null) {
            throw Refusal.usage(
                    "only --queue, --priority, --delay and --run-at can be changed of many jobs at once",
                    "name the job: queuectl edit ID");
        }
        return now -> new JobEdit(
                draft.queue, draft.priority, draft.start == null ? null : draft.start.dueAt(now), null, null);
    }

    private boolean changesLimits() {
        return draft.maxRetries != null || draft.backoffBase != null || draft.timeout != null;
    }

    private Limits limits(Limits old, Settings settings) {
        Limits changed = draft.maxRetries == null ? old : old.withMaxAttempts(settings.maxAttempts(draft.maxRetries));
        changed = draft.backoffBase == null
                ? changed
                : changed.withBackoff(settings.backoff(draft.backoffBase).toString());
        return draft.timeout == null ? changed : changed.withTimeout(draft.timeout);
    }

    private JobEdit withPayload(JobEdit edit, JobView job, Settings settings) {
        if (!job.kind().equals(ShellJob.KIND)) {
            if (draft.command == null) {
                return edit;
            }
            throw new Refusal(
                    ExitCode.CONFLICT,
                    "cannot change the command of job " + job.id() + ": its kind is " + job.kind(),
                    "only jobs of kind " + ShellJob.KIND + " have a command");
        }
        ShellJob shellJob = ShellJob.of(job.payload());
        if (draft.command != null) {
            shellJob = shellJob.withCommand(draft.command);
        }
        if (draft.maxRetries != null) {
            boolean asTyped = settings.maxAttempts(draft.maxRetries) == draft.maxRetries;
            shellJob = shellJob.withMaxRetries(asTyped ? null : draft.maxRetries);
        }
        return edit.payload(shellJob.payload());
    }
}
