package io.queuectl.cli.input;

import io.queuectl.cli.frame.Refusal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that describe one job, beside its command. What they say goes before what JSON says. */
public final class JobFlags extends KeptFlags {

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

    /** What was said, and that it waits for those as well. */
    public JobDraft after(List<String> ids) {
        List<String> all = new ArrayList<>(ids);
        all.addAll(after);
        after = all;
        return draft();
    }

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
        draft.after = after.isEmpty() ? null : after;
        draft.ifFailed = ifFailed;
        draft.notice = runAt != null ? ZonedTimes.notice("--run-at", runAt) : null;
        return draft;
    }
}
