package io.queuectl.cli.command;

import io.queuectl.api.QueueSettings;
import io.queuectl.cli.frame.Action;
import io.queuectl.cli.frame.ExitCode;
import io.queuectl.cli.frame.Session;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code queuectl resume QUEUE}: undoes {@code pause} and {@code drain}. */
@Command(description = "Undo pause and drain of a queue.")
final class Resume implements Action {

    @Parameters(paramLabel = "QUEUE", arity = "1..*", description = "The queues.")
    private List<String> queues = List.of();

    @Override
    public ExitCode run(Session session) {
        return QueueChanges.make(session, queues, QueueSettings::resume, "open");
    }
}
