package io.queuectl.cli.command;

import io.queuectl.cli.frame.Action;
import io.queuectl.cli.frame.ExitCode;
import io.queuectl.cli.frame.Session;
import io.queuectl.cli.output.Output;
import io.queuectl.core.spi.JobStore;
import picocli.CommandLine.Command;

/** {@code queuectl worker list}: the worker processes of this database. */
@Command(description = "List the worker processes of this database.")
final class WorkerList implements Action {

    @Override
    public ExitCode run(Session session) {
        JobStore store = session.storeToRead();
        Roster roster = Roster.of(store);
        Output.of(session)
                .print(roster.processes().stream().map(WorkerProcess::row).toList(), WorkerProcess.COLUMNS);
        if (roster.processes().isEmpty()) {
            session.say("no worker runs; queuectl worker start starts one");
        }
        return ExitCode.OK;
    }
}
