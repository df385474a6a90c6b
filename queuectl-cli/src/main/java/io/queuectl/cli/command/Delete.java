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

/** {@code queuectl delete ID}, and {@code queuectl dlq drop ID} for dead ones alone: removes jobs that do not run, with their history and logs. */
@Command(description = "Delete jobs that do not run, with their history and logs.")
final class Delete implements Action {

    private final boolean deadOnly;

    @Parameters(paramLabel = "ID", arity = "0..*", description = "The jobs.")
    private List<String> typed = List.of();

    @Mixin
    private JobSelection selection = new JobSelection();

    /** @param deadOnly whether any but a dead job is refused */
    Delete(boolean deadOnly) {
        this.deadOnly = deadOnly;
    }

    @Override
    public ExitCode run(Session session) throws IOException {
        List<JobId> ids = selection.ids(typed);
        if (ids.isEmpty()) {
            return ManyMoves.move(
                    session,
                    selection.filter().andThen(filter -> deadOnly ? DeadLetters.only(filter) : filter),
                    selection.isAgreedTo(),
                    now -> JobMove.DELETE,
                    "delete",
                    "deleted");
        }
        JobStore store = Moves.store(session, ids.get(0));
        try (Moves moves = new Moves(session, "delete", ids.size() == 1)) {
            for (JobId id : ids) {
                if (deadOnly) {
                    moves.requireDead(id, store);
                }
                moves.report(id, store.admin().delete(id), "deleted", "deleted");
            }
        }
        return ExitCode.OK;
    }
}
