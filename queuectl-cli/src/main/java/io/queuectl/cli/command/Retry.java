package io.queuectl.cli.command;

import io.queuectl.api.JobId;
import io.queuectl.cli.frame.Action;
import io.queuectl.cli.frame.ExitCode;
import io.queuectl.cli.frame.Session;
import io.queuectl.core.spi.JobFilter;
import io.queuectl.core.spi.JobMove;
import io.queuectl.core.spi.JobStore;
import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code queuectl dlq retry ID} and {@code queuectl retry ID}: puts jobs back, due now, with their counters at zero. */
@Command(description = "Put dead jobs back, to run at once and with all their attempts.")
final class Retry implements Action {

    private final boolean deadOnly;

    @Parameters(paramLabel = "ID", arity = "0..*", description = "The jobs.")
    private List<String> typed = List.of();

    @Mixin
    private JobSelection selection = new JobSelection();

    /** @param deadOnly whether a cancelled job, or one that waits for a retry, is refused */
    Retry(boolean deadOnly) {
        this.deadOnly = deadOnly;
    }

    @Override
    public ExitCode run(Session session) throws IOException {
        List<JobId> ids = selection.ids(typed);
        if (ids.isEmpty()) {
            return ManyMoves.move(
                    session,
                    selection.filter().andThen(this::meant),
                    selection.isAgreedTo(),
                    now -> JobMove.REQUEUE,
                    "retry",
                    "requeued");
        }
        JobStore store = Moves.store(session, ids.get(0));
        try (Moves moves = new Moves(session, "retry", ids.size() == 1)) {
            for (JobId id : ids) {
                if (deadOnly) {
                    moves.requireDead(id, store);
                }
                moves.report(id, store.admin().requeue(id, store.clock().instant()), "requeued", "requeued");
            }
        }
        return ExitCode.OK;
    }

    private JobFilter meant(JobFilter filter) {
        return deadOnly || filter.states().isEmpty() ? DeadLetters.only(filter) : filter;
    }
}
