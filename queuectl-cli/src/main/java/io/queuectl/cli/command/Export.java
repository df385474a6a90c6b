package io.queuectl.cli.command;

import io.queuectl.api.JobState;
import io.queuectl.api.JobView;
import io.queuectl.cli.frame.Action;
import io.queuectl.cli.frame.ExitCode;
import io.queuectl.cli.frame.Refusal;
import io.queuectl.cli.frame.Session;
import io.queuectl.core.archive.JobRecords;
import io.queuectl.core.archive.RecordText;
import io.queuectl.core.spi.JobStore;
import io.queuectl.core.spi.PageRequest;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code queuectl export}: jobs with history and logs, oldest first, a line of JSON each, for {@code import}. */
@Command(description = "Write jobs with history and logs as NDJSON, for import.")
final class Export implements Action {

    @Mixin
    private JobSelection selection = new JobSelection();

    @Override
    public ExitCode run(Session session) {
        JobStore store = session.storeToRead();
        JobRecords records = new JobRecords(store);
        List<String> unreadable = new ArrayList<>();
        JobPages.each(
                store.queries(),
                selection.filter().apply(store.clock().instant()),
                PageRequest.Order.OLDEST_FIRST,
                JobPages.ALL,
                job -> write(job, session, records, unreadable));
        session.out().flush();
        if (!unreadable.isEmpty()) {
            throw new Refusal(
                    ExitCode.FAILED,
                    ManyMoves.jobs(unreadable.size()) + " not exported: rows that nobody can read, the first "
                            + unreadable.get(0),
                    "correct or delete them: queuectl list --state invalid");
        }
        return ExitCode.OK;
    }

    private static void write(JobView job, Session session, JobRecords records, List<String> unreadable) {
        if (job.state() == JobState.INVALID) {
            unreadable.add(job.id().text());
        } else {
            session.out().print(RecordText.line(records.of(job)) + "\n");
        }
    }
}
