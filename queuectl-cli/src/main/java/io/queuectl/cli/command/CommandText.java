package io.queuectl.cli.command;

import io.queuectl.api.JobView;
import io.queuectl.cli.shell.ShellJob;

/** What a job does, in one line: its command, or for a kind that is no shell job its kind and what it carries. */
final class CommandText {

    private static final int SHOWN = 200;

    private CommandText() {}

    static String of(JobView job) {
        if (job.kind().equals(ShellJob.KIND)) {
            try {
                return ShellJob.of(job.payload()).command();
            } catch (IllegalArgumentException editedByHand) {
                return ofPayload(job);
            }
        }
        return ofPayload(job);
    }

    private static String ofPayload(JobView job) {
        String payload = job.payload().text();
        return job.kind() + "(" + (payload.length() <= SHOWN ? payload : payload.substring(0, SHOWN) + "…") + ")";
    }
}
