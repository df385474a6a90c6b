package io.queuectl.cli.input;

import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of a job that a schedule keeps as well: by what it is found, that it is wanted once, and with whom it shares places. */
public class KeptFlags extends RunFlags {

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
        JobDraft draft = super.draft();
        draft.unique = unique;
        draft.uniqueFor = uniqueFor;
        draft.onConflict = onConflict;
        draft.group = group;
        draft.groupRunning = groupRunning;
        tags.forEach(tag -> JobValues.addTag(draft.tags, "--tag", tag));
        return draft;
    }
}
