package io.queuectl.cli.command;

import io.queuectl.api.JobState;
import io.queuectl.cli.frame.Action;
import io.queuectl.cli.frame.ExitCode;
import io.queuectl.cli.frame.Refusal;
import io.queuectl.cli.frame.Session;
import io.queuectl.cli.output.Output;
import io.queuectl.cli.output.RowPrinter;
import io.queuectl.core.spi.JobFilter;
import io.queuectl.core.spi.JobStore;
import io.queuectl.core.spi.PageRequest;
import java.util.Set;
import picocli.CommandLine.Command;

/** {@code queuectl dlq list}, and {@code queuectl dlq} alone: every dead job, newest first, with its last error. */
@Command(description = "List the dead-letter queue: jobs out of attempts, with their last error.")
final class DeadLetters implements Action {

    /**
     * Those of them that are dead.
     *
     * @throws Refusal if another state is named
     */
    static JobFilter only(JobFilter filter) {
        Set<JobState> dead = Set.of(JobState.DEAD);
        if (!filter.states().isEmpty() && !filter.states().equals(dead)) {
            throw Refusal.usage(
                    "the dead-letter queue holds dead jobs alone",
                    "leave --state out, or use queuectl retry or delete");
        }
        return filter.states(dead);
    }

    @Override
    public ExitCode run(Session session) {
        JobStore store = session.storeToRead();
        try (RowPrinter printer = Output.of(session).printer(JobRows.DEAD_COLUMNS)) {
            JobPages.each(
                    store.queries(),
                    JobFilter.in(JobState.DEAD),
                    PageRequest.Order.NEWEST_FIRST,
                    JobPages.ALL,
                    job -> printer.print(JobRows.of(job)));
        }
        return ExitCode.OK;
    }
}
