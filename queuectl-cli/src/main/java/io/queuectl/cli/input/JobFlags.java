package io.queuectl.cli.input;

import io.queuectl.cli.frame.ExitCode;
import io.queuectl.cli.frame.Refusal;
import io.queuectl.cli.shell.ShellJob;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that describe a job, beside its command. What they say goes before what JSON says. */
public final class JobFlags {

    @Option(names = "--id", paramLabel = "ID", description = "The name of the job; a number by default.")
    @Nullable
    String id;

    @Option(names = "--queue", paramLabel = "QUEUE", description = "The queue it waits in (default).")
    @Nullable
    String queue;

    @Option(names = "--priority", paramLabel = "N", description = "Higher runs first (0).")
    @Nullable
    String priority;

    @Option(
            names = {"-r", "--max-retries", "--retries"},
            paramLabel = "N",
            description = "How often it runs at most, 0 to 1000.")
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

    @Option(names = "--delay", paramLabel = "DURATION", description = "How long it waits before its first run.")
    @Nullable
    String delay;

    @Option(names = "--run-at", paramLabel = "TIME", description = "When it first runs: 2026-11-22T14:00:00Z.")
    @Nullable
    String runAt;

    @Option(
            names = {"-e", "--env"},
            paramLabel = "NAME=VALUE",
            description = "A variable for the command; may be repeated.")
    List<String> env = List.of();

    @Option(names = "--cwd", paramLabel = "DIRECTORY", description = "Where the command runs (here).")
    @Nullable
    String cwd;

    @Option(
            names = "--tag",
            paramLabel = "NAME=VALUE",
            description = "Something to find the job by (list --tag); may be repeated.")
    List<String> tags = List.of();

    @Option(
            names = "--unique",
            paramLabel = "KEY",
            description = "Adds nothing while another job holds this key, and names that one.")
    @Nullable
    String unique;

    @Option(
            names = "--unique-for",
            paramLabel = "SCOPE",
            description =
                    "How long a job holds its key: waiting, unfinished (default), forever, or a duration from now.")
    @Nullable
    String uniqueFor;

    @Option(
            names = "--on-conflict",
            paramLabel = "WHAT",
            description =
                    "If the key is held: keep (default) that job, fail, replace its command, or reschedule it as well.")
    @Nullable
    String onConflict;

    /** What was said, checked. */
    public JobDraft draft() {
        if (delay != null && runAt != null) {
            throw Refusal.usage(
                    "--delay " + delay + " and --run-at " + runAt + " contradict each other", "give one of the two");
        }
        JobDraft draft = new JobDraft();
        draft.id = id == null ? null : JobValues.id(id);
        draft.queue = queue == null ? null : JobValues.queue(queue);
        draft.priority = priority == null ? null : JobValues.priority("--priority", priority);
        draft.maxRetries = maxRetries == null ? null : JobValues.maxRetries("--max-retries", maxRetries);
        draft.backoffBase = backoffBase == null ? null : JobValues.backoffBase(backoffBase);
        draft.timeout = timeout == null ? null : JobValues.timeout("--timeout", timeout);
        draft.start = delay != null ? JobValues.delay("--delay", delay) : null;
        draft.start = runAt != null ? JobValues.runAt("--run-at", runAt) : draft.start;
        draft.cwd = cwd;
        draft.unique = unique;
        draft.uniqueFor = uniqueFor;
        draft.onConflict = onConflict;
        tags.forEach(tag -> JobValues.addTag(draft.tags, "--tag", tag));
        for (String assignment : env) {
            addVariable(draft, assignment);
        }
        return draft;
    }

    private static void addVariable(JobDraft draft, String assignment) {
        try {
            Map.Entry<String, String> variable = ShellJob.assignment(assignment);
            draft.env.put(variable.getKey(), variable.getValue());
        } catch (IllegalArgumentException wrong) {
            throw new Refusal(
                    ExitCode.USAGE, String.valueOf(wrong.getMessage()), "a variable looks like -e NAME=VALUE", wrong);
        }
    }
}
