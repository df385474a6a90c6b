package io.queuectl.cli.copy;

import io.queuectl.api.JobState;
import io.queuectl.api.JobView;
import io.queuectl.core.archive.JobRecords;
import io.queuectl.core.spi.JobFilter;
import io.queuectl.core.spi.JobRecord;
import io.queuectl.core.spi.JobStore;
import io.queuectl.core.spi.Page;
import io.queuectl.core.spi.PageRequest;
import io.queuectl.core.spi.PageRequest.Order;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;

/**
 * Copies every job of one database into another, oldest first, with history and log. What is there already is left alone, so that a copy
 * that broke off anywhere is finished by running it again. One thread.
 */
public final class JobCopy {

    /** Few enough to hold, with the largest payloads, in a small heap; many enough for a commit to cost little. */
    private static final int BATCH = 200;

    private static final long BATCH_BYTES = 4 << 20;

    private final JobStore source;
    private final JobStore target;
    private final JobRecords records;
    private final LongConsumer progress;
    private final CopyTally tally = new CopyTally();
    private final List<JobRecord> batch = new ArrayList<>();
    private long bytes;

    /** @param progress is told, after each batch, how many jobs were looked at */
    public JobCopy(JobStore source, JobStore target, LongConsumer progress) {
        this.source = source;
        this.target = target;
        this.records = new JobRecords(source);
        this.progress = progress;
    }

    /** Copies, and counts what became of each job. */
    public CopyTally run() {
        tally.before(target.queries().counts());
        PageRequest request = PageRequest.first(Order.OLDEST_FIRST, BATCH);
        while (true) {
            Page page = source.queries().list(JobFilter.ANY, request);
            page.jobs().forEach(this::take);
            flush();
            Page.Cursor next = page.next();
            if (next == null) {
                tally.after(source.queries().counts(), target.queries().counts());
                return tally;
            }
            request = request.startingAfter(next);
        }
    }

    private void take(JobView job) {
        if (job.state() == JobState.INVALID) {
            tally.unreadable(job);
            return;
        }
        JobRecord record = records.of(job);
        batch.add(record);
        bytes += JobRecords.size(record);
        if (bytes >= BATCH_BYTES) {
            flush();
        }
    }

    private void flush() {
        if (!batch.isEmpty()) {
            tally.restored(batch, target.admin().restore(batch));
            batch.clear();
            bytes = 0;
        }
        progress.accept(tally.seen());
    }
}
