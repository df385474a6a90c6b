package io.queuectl.cli.copy;

import io.queuectl.api.JobView;
import io.queuectl.core.spi.JobRecord;
import io.queuectl.core.spi.JobStore;
import io.queuectl.core.spi.Restored;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/** Writes jobs into a database as they were in another, a handful at a time. What is there already is left alone. One thread. */
public final class JobImport implements Consumer<JobRecord>, AutoCloseable {

    private final Restoring restoring;
    private final LongConsumer progress;
    private final List<JobView> taken = new ArrayList<>();
    private long written;
    private long alreadyThere;

    /** @param progress is told, after each handful, how many jobs were looked at */
    public JobImport(JobStore target, LongConsumer progress) {
        this.restoring = new Restoring(target, this::told);
        this.progress = progress;
    }

    private void told(JobRecord record, Restored answer) {
        switch (answer.kind()) {
            case WRITTEN -> written++;
            case ALREADY_THERE -> alreadyThere++;
            case TAKEN -> taken.add(record.job());
            case PARENT_MISSING ->
                throw new IllegalStateException("job " + record.job().id() + " was put off");
        }
    }

    @Override
    public void accept(JobRecord record) {
        if (restoring.accept(record)) {
            progress.accept(written + alreadyThere + taken.size());
        }
    }

    /** Writes what is left. */
    public void finish() throws IOException {
        restoring.finish();
        restoring.fillGroups();
    }

    @Override
    public void close() throws IOException {
        restoring.close();
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
