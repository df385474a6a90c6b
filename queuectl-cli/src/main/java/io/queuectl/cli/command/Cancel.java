package io.queuectl.cli.command;

import io.queuectl.api.JobId;
import io.queuectl.cli.frame.Action;
import io.queuectl.cli.frame.ExitCode;
import io.queuectl.cli.frame.Session;
import io.queuectl.core.spi.JobMove;
import io.queuectl.core.spi.JobStore;
import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code queuectl cancel ID}: withdraws waiting jobs, and asks the worker of a running one to stop it. */
@Command(description = "Withdraw waiting jobs, or ask running ones to stop.")
final class Cancel implements Action {

    @Parameters(paramLabel = "ID", arity = "0..*", description = "The jobs.")
    private List<String> typed = List.of();

    @Mixin
    private JobSelection selection = new JobSelection();

    @Override
    public ExitCode run(Session session) throws IOException {
        List<JobId> ids = selection.ids(typed);
        if (ids.isEmpty()) {
            return ManyMoves.move(
                    session, selection.filter(), selection.isAgreedTo(), now -> JobMove.CANCEL, "cancel", "cancelled");
        }
        JobStore store = Moves.store(session, ids.get(0));
        try (Moves moves = new Moves(session, "cancel", ids.size() == 1)) {
            for (JobId id : ids) {
                moves.report(id, store.admin().cancel(id, store.clock().instant()), "cancelled", "asked to stop");
            }
        }
        return ExitCode.OK;
    }
}
