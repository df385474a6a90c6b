package io.queuectl.cli.command;

import io.queuectl.api.QueueName;
import io.queuectl.cli.frame.ExitCode;
import io.queuectl.cli.frame.Printable;
import io.queuectl.cli.frame.Refusal;

/** Reads the names of queues and the ids of jobs as they were typed. */
final class QueueNames {

    private QueueNames() {}

    static QueueName parse(String text) {
        try {
            return QueueName.of(text);
        } catch (IllegalArgumentException invalid) {
            throw new Refusal(
                    ExitCode.USAGE,
                    "--queue " + Printable.quoted(text) + " is not a queue name",
                    "a queue name looks like " + QueueName.PATTERN,
                    invalid);
        }
    }
}
