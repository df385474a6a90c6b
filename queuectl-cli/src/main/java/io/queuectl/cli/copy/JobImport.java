package io.queuectl.cli.copy;

import io.queuectl.api.JobView;
import io.queuectl.core.archive.JobRecords;
import io.queuectl.core.spi.JobRecord;
import io.queuectl.core.spi.JobStore;
import io.queuectl.core.spi.Restored;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/** Writes jobs into a database as they were in another, a handful at a time. What is there already is left alone. One thread. */
public final class JobImport implements Consumer<JobRecord> {

    private static final int BATCH = 200;
    private static final long BATCH_BYTES = 4 << 20;

    private final JobStore target;
    private final LongConsumer progress;
    private final List<JobRecord> batch = new ArrayList<>();
    private final List<JobView> taken = new ArrayList<>();
    private long bytes;
    private long written;
    private long alreadyThere;

    /** @param progress is told, after each handful, how many jobs were looked at */
    public JobImport(JobStore target, LongConsumer progress) {
        this.target = target;
        this.progress = progress;
    }

    @Override
    public void accept(JobRecord record) {
        batch.add(record);
        bytes += JobRecords.size(record);
        if (batch.size() == BATCH || bytes >= BATCH_BYTES) {
            flush();
        }
    }

    /** Writes what is left. */
    public void flush() {
        List<Restored> answers = target.admin().restore(batch);
        for (int i = 0; i < answers.size(); i++) {
            switch (answers.get(i).kind()) {
                case WRITTEN -> written++;
                case ALREADY_THERE -> alreadyThere++;
                case TAKEN -> taken.add(batch.get(i).job());
            }
        }
        batch.clear();
        bytes = 0;
        progress.accept(written + alreadyThere + taken.size());
    }

    public long written() {
        return written;
    }

    /** How many were in the database before. */
    public long alreadyThere() {
        return alreadyThere;
    }

    /** Those whose id another job has there, which were not written. */
    public List<JobView> taken() {
        return List.copyOf(taken);
    }
}
