package io.queuectl.cli.input;

import io.queuectl.api.After;
import io.queuectl.api.Extras;
import io.queuectl.api.JobRequest;
import io.queuectl.api.Limits;
import io.queuectl.api.QueueName;
import io.queuectl.api.Start;
import io.queuectl.cli.frame.ExitCode;
import io.queuectl.cli.frame.Refusal;
import io.queuectl.cli.frame.Surroundings;
import io.queuectl.cli.shell.ShellJob;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Turns drafts into requests: what a draft leaves open is taken from the settings now, so that a later change of them leaves the job alone. */
public final class JobAssembly {

    private final Settings settings;
    private final Surroundings outside;

    public JobAssembly(Settings settings, Surroundings outside) {
        this.settings = settings;
        this.outside = outside;
    }

    /** @throws Refusal if the draft has a name within a batch: it is in none */
    public JobRequest request(JobDraft draft) {
        if (draft.step != null) {
            throw Refusal.usage(
                    "the field \"step\" names a job for others of its batch", "use queuectl batch, or leave it out");
        }
        return requestAfter(draft, JobValues.after(draft));
    }

    JobRequest requestAfter(JobDraft draft, List<After> after) {
        return new JobRequest(
                ShellJob.KIND,
                shellJob(draft).payload(),
                draft.id,
                draft.queue == null ? QueueName.DEFAULT : draft.queue,
                draft.priority == null ? 0 : draft.priority,
                draft.start == null ? Start.NOW : draft.start,
                limits(draft),
                new Extras(JobValues.tags(draft.tags), JobValues.unique(draft), after, JobValues.group(draft)));
    }

    private ShellJob shellJob(JobDraft draft) {
        Path cwd = draft.cwd == null ? outside.directory() : outside.directory().resolve(draft.cwd);
        try {
            ShellJob job = ShellJob.capture(
                    draft.command(), draft.env, cwd, settings.text(Setting.SHELL), outside.variables());
            int maxRetries = maxRetries(draft);
            return settings.maxAttempts(maxRetries) == maxRetries ? job : job.withMaxRetries(maxRetries);
        } catch (IllegalArgumentException wrong) {
            throw new Refusal(
                    ExitCode.USAGE,
                    String.valueOf(wrong.getMessage()),
                    "queuectl enqueue --help tells what a job may carry",
                    wrong);
        }
    }

    private Limits limits(JobDraft draft) {
        int maxRetries = maxRetries(draft);
        Duration timeout = draft.timeout == null ? settings.timeout() : draft.timeout;
        return new Limits(
                settings.maxAttempts(maxRetries),
                settings.backoff(draft.backoffBase).toString(),
                timeout);
    }

    private int maxRetries(JobDraft draft) {
        return draft.maxRetries == null ? (int) settings.number(Setting.MAX_RETRIES) : draft.maxRetries;
    }
}
