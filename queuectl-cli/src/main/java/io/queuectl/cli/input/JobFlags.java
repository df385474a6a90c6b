package io.queuectl.cli.input;

import io.queuectl.cli.frame.Refusal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that describe one job, beside its command. What they say goes before what JSON says. */
public final class JobFlags extends RunFlags {

    @Option(names = "--id", paramLabel = "ID", description = "The name of the job; a number by default.")
    @Nullable
    String id;

    @Option(names = "--delay", paramLabel = "DURATION", description = "How long it waits before its first run.")
    @Nullable
    String delay;

    @Option(names = "--run-at", paramLabel = "TIME", description = "When it first runs: 2026-11-22T14:00:00Z.")
    @Nullable
    String runAt;

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

    @Option(
            names = "--after",
            paramLabel = "ID[,ID]",
            split = ",",
            description = "Runs once those jobs have completed; may be repeated.")
    List<String> after = List.of();

    @Option(
            names = "--if-failed",
            paramLabel = "WHAT",
            description =
                    "If one of those ends dead or cancelled: cancel (default), continue, dead, or wait until it is retried and completes.")
    @Nullable
    String ifFailed;

    @Option(
            names = "--group",
            paramLabel = "KEY",
            description = "Runs after those of the group that were enqueued before it, one at a time.")
    @Nullable
    String group;

    @Option(
            names = "--group-running",
            paramLabel = "N",
            description = "So many of the group run at a time, instead of one.")
    @Nullable
    Integer groupRunning;

    @Override
    public JobDraft draft() {
        if (delay != null && runAt != null) {
            throw Refusal.usage(
                    "--delay " + delay + " and --run-at " + runAt + " contradict each other", "give one of the two");
        }
        JobDraft draft = super.draft();
        draft.id = id == null ? null : JobValues.id(id);
        draft.start = delay != null ? JobValues.delay("--delay", delay) : null;
        draft.start = runAt != null ? JobValues.runAt("--run-at", runAt) : draft.start;
        draft.unique = unique;
        draft.uniqueFor = uniqueFor;
        draft.onConflict = onConflict;
        draft.after = after.isEmpty() ? null : after;
        draft.ifFailed = ifFailed;
        draft.group = group;
        draft.groupRunning = groupRunning;
        tags.forEach(tag -> JobValues.addTag(draft.tags, "--tag", tag));
        draft.notice = runAt != null ? ZonedTimes.notice("--run-at", runAt) : null;
        return draft;
    }
}
