package io.queuectl.cli.command;

import io.queuectl.api.JobView;
import io.queuectl.cli.shell.ShellJob;
import org.jspecify.annotations.Nullable;

/** What a job does, in one line: its command, or for a kind that is no shell job its kind and what it carries. */
final class CommandText {

    private static final int SHOWN = 200;

    private CommandText() {}

    static String of(JobView job) {
        return of(job, shellJob(job));
    }

    static String of(JobView job, @Nullable ShellJob shellJob) {
        return shellJob == null ? ofPayload(job) : shellJob.command();
    }

    /** What a shell job carries, or {@code null} for any other and for one that was edited into something unreadable. */
    static @Nullable ShellJob shellJob(JobView job) {
        try {
            return job.kind().equals(ShellJob.KIND) ? ShellJob.of(job.payload()) : null;
        } catch (IllegalArgumentException editedByHand) {
            return null;
        }
    }

    private static String ofPayload(JobView job) {
        String payload = job.payload().text();
        return job.kind() + "(" + (payload.length() <= SHOWN ? payload : payload.substring(0, SHOWN) + "…") + ")";
    }
}
