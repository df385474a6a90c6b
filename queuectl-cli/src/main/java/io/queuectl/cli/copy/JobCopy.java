package io.queuectl.cli.copy;

import io.queuectl.api.JobState;
import io.queuectl.api.JobView;
import io.queuectl.core.archive.JobRecords;
import io.queuectl.core.spi.JobFilter;
import io.queuectl.core.spi.JobStore;
import io.queuectl.core.spi.Page;
import io.queuectl.core.spi.PageRequest;
import io.queuectl.core.spi.PageRequest.Order;
import java.io.IOException;
import java.util.function.LongConsumer;

/**
 * Copies every job of one database into another, oldest first, with history and log. What is there already is left alone, so that a copy
 * that broke off anywhere is finished by running it again. One thread.
 */
public final class JobCopy {

    private static final int PAGE = 200;

    private final JobStore source;
    private final JobStore target;
    private final JobRecords records;
    private final LongConsumer progress;
    private final CopyTally tally = new CopyTally();

    /** @param progress is told, after each batch, how many jobs were looked at */
    public JobCopy(JobStore source, JobStore target, LongConsumer progress) {
        this.source = source;
        this.target = target;
        this.records = new JobRecords(source);
        this.progress = progress;
    }

    /** Copies, and counts what became of each job. */
    public CopyTally run() throws IOException {
        tally.before(target.queries().counts());
        try (Restoring restoring = new Restoring(target, tally::restored)) {
            copy(restoring);
            restoring.finish();
            tally.after(source.queries().counts(), target.queries().counts());
            restoring.fillGroups();
        }
        return tally;
    }

    private void copy(Restoring restoring) {
        PageRequest request = PageRequest.first(Order.OLDEST_FIRST, PAGE);
        while (true) {
            Page page = source.queries().list(JobFilter.ANY, request);
            page.jobs().forEach(job -> take(job, restoring));
            restoring.flush();
            progress.accept(tally.seen());
            Page.Cursor next = page.next();
            if (next == null) {
                return;
            }
            request = request.startingAfter(next);
        }
    }

    private void take(JobView job, Restoring restoring) {
        if (job.state() == JobState.INVALID) {
            tally.unreadable(job);
        } else {
            restoring.accept(records.of(job));
        }
    }
}
