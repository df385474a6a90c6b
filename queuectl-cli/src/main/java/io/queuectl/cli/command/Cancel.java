package io.queuectl.cli.command;

import io.queuectl.api.JobId;
import io.queuectl.cli.frame.Action;
import io.queuectl.cli.frame.ExitCode;
import io.queuectl.cli.frame.Session;
import io.queuectl.core.spi.JobAdmin;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code queuectl cancel ID}: withdraws waiting jobs, and asks the worker of a running one to stop it. */
@Command(description = "Withdraw waiting jobs, or ask running ones to stop.")
final class Cancel implements Action {

    @Parameters(paramLabel = "ID", arity = "1..*", description = "The jobs.")
    private List<String> typed = List.of();

    @Override
    public ExitCode run(Session session) {
        List<JobId> ids = Moves.ids(typed);
        JobAdmin admin = Moves.store(session, ids.get(0)).admin();
        try (Moves moves = new Moves(session, "cancel", ids.size() == 1)) {
            for (JobId id : ids) {
                moves.report(
                        id, admin.cancel(id, session.surroundings().clock().instant()), "cancelled", "asked to stop");
            }
        }
        return ExitCode.OK;
    }
}
