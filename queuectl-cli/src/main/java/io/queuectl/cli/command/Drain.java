package io.queuectl.cli.command;

import io.queuectl.api.QueueSettings;
import io.queuectl.cli.frame.Action;
import io.queuectl.cli.frame.ExitCode;
import io.queuectl.cli.frame.Session;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code queuectl drain QUEUE}: it takes no new jobs and works off those it has. */
@Command(description = "Let a queue take no new jobs and work off those it has.")
final class Drain implements Action {

    @Parameters(paramLabel = "QUEUE", arity = "1..*", description = "The queues.")
    private List<String> queues = List.of();

    @Override
    public ExitCode run(Session session) {
        return QueueChanges.make(session, queues, QueueSettings::drain, "draining");
    }
}
