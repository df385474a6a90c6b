package io.queuectl.cli.command;

import io.queuectl.api.QueueName;
import io.queuectl.api.QueueSettings;
import io.queuectl.cli.frame.ExitCode;
import io.queuectl.cli.frame.Session;
import io.queuectl.cli.input.JobValues;
import io.queuectl.core.spi.JobStore;
import java.util.List;
import java.util.function.UnaryOperator;

/** Changes what is set for queues, and says what they are now. Every name is read before the first is changed. */
final class QueueChanges {

    private QueueChanges() {}

    static ExitCode make(Session session, List<String> typed, UnaryOperator<QueueSettings> change, String word) {
        List<QueueName> queues = typed.stream().map(JobValues::queue).toList();
        JobStore store = session.storeToWrite();
        for (QueueName queue : queues) {
            store.queues().change(queue, change, store.clock().instant());
            session.out().println(queue + " " + word);
        }
        return ExitCode.OK;
    }

    /** What a queue does with jobs: {@code open}, {@code paused}, {@code draining}, or both. */
    static String mode(QueueSettings settings) {
        if (settings.paused()) {
            return settings.draining() ? "paused, draining" : "paused";
        }
        return settings.draining() ? "draining" : "open";
    }
}
