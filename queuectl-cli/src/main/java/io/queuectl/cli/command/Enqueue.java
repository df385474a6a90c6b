package io.queuectl.cli.command;

import io.queuectl.cli.frame.Action;
import io.queuectl.cli.frame.ExitCode;
import io.queuectl.cli.frame.Session;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code queuectl enqueue}: adds jobs. */
@Command(description = "Add a job, or many.")
final class Enqueue implements Action {

    @Parameters(paramLabel = "COMMAND")
    private List<String> words = List.of();

    @Override
    public ExitCode run(Session session) {
        session.out().println(words + session.location());
        return ExitCode.OK;
    }
}
