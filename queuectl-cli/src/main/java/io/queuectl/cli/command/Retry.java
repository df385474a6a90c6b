package io.queuectl.cli.command;

import io.queuectl.api.JobId;
import io.queuectl.api.JobState;
import io.queuectl.api.JobView;
import io.queuectl.cli.frame.Action;
import io.queuectl.cli.frame.ExitCode;
import io.queuectl.cli.frame.Refusal;
import io.queuectl.cli.frame.Session;
import io.queuectl.core.spi.JobFilter;
import io.queuectl.core.spi.JobStore;
import io.queuectl.core.spi.PageRequest;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code queuectl dlq retry ID} and {@code queuectl retry ID}: puts jobs back, due now, with their counters at zero. */
@Command(description = "Put dead jobs back, to run at once and with all their attempts.")
final class Retry implements Action {

    private final boolean deadOnly;

    @Parameters(paramLabel = "ID", arity = "0..*", description = "The jobs.")
    private List<String> typed = List.of();

    @Option(names = "--all", description = "Every dead job.")
    private boolean all;

    /** @param deadOnly whether a cancelled job, or one that waits for a retry, is refused */
    Retry(boolean deadOnly) {
        this.deadOnly = deadOnly;
    }

    @Override
    public ExitCode run(Session session) {
        if (all == !typed.isEmpty()) {
            throw Refusal.usage(
                    all ? "--all and " + typed.get(0) + " contradict each other" : "missing parameter: 'ID'",
                    "name the jobs, or give --all for every dead one");
        }
        List<JobId> ids = Moves.ids(typed);
        if (all && !session.hasDatabase()) {
            return ExitCode.OK;
        }
        JobStore store = all ? session.storeToWrite() : Moves.store(session, ids.get(0));
        try (Moves moves = new Moves(session, "retry", ids.size() == 1)) {
            for (JobId id : all ? dead(store) : ids) {
                if (deadOnly) {
                    requireDead(id, store, moves);
                }
                moves.report(
                        id,
                        store.admin().requeue(id, session.surroundings().clock().instant()),
                        "requeued",
                        "requeued");
            }
        }
        return ExitCode.OK;
    }

    private static List<JobId> dead(JobStore store) {
        List<JobId> ids = new ArrayList<>();
        JobPages.each(
                store.queries(),
                JobFilter.in(JobState.DEAD),
                PageRequest.Order.OLDEST_FIRST,
                JobPages.ALL,
                job -> ids.add(job.id()));
        return ids;
    }

    private static void requireDead(JobId id, JobStore store, Moves moves) {
        JobView job = JobIds.find(id.text(), store.queries());
        if (job.state() != JobState.DEAD) {
            throw moves.wrongState(id, job.state());
        }
    }
}
