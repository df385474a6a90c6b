package io.queuectl.cli.command;

import io.queuectl.api.QueueSettings;
import io.queuectl.cli.frame.Action;
import io.queuectl.cli.frame.ExitCode;
import io.queuectl.cli.frame.Session;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code queuectl pause QUEUE}: nothing of it starts on any worker. */
@Command(description = "Let nothing of a queue start; what runs goes on.")
final class Pause implements Action {

    @Parameters(paramLabel = "QUEUE", arity = "1..*", description = "The queues.")
    private List<String> queues = List.of();

    @Override
    public ExitCode run(Session session) {
        return QueueChanges.make(session, queues, QueueSettings::pause, "paused");
    }
}
