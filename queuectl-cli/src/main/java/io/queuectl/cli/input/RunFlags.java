package io.queuectl.cli.input;

import io.queuectl.cli.frame.ExitCode;
import io.queuectl.cli.frame.Refusal;
import io.queuectl.cli.shell.ShellJob;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say where and how a job runs, be it one or one again and again. What they say goes before what JSON says. */
public class RunFlags {

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

    @Option(
            names = {"-e", "--env"},
            paramLabel = "NAME=VALUE",
            description = "A variable for the command; may be repeated.")
    List<String> env = List.of();

    @Option(names = "--cwd", paramLabel = "DIRECTORY", description = "Where the command runs (here).")
    @Nullable
    String cwd;

    /** What was said, checked. */
    public JobDraft draft() {
        JobDraft draft = new JobDraft();
        draft.queue = queue == null ? null : JobValues.queue(queue);
        draft.priority = priority == null ? null : JobValues.priority("--priority", priority);
        draft.maxRetries = maxRetries == null ? null : JobValues.maxRetries("--max-retries", maxRetries);
        draft.backoffBase = backoffBase == null ? null : JobValues.backoffBase(backoffBase);
        draft.timeout = timeout == null ? null : JobValues.timeout("--timeout", timeout);
        draft.cwd = cwd;
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
