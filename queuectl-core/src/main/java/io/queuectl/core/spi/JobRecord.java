package io.queuectl.core.spi;

import io.queuectl.api.Attempt;
import io.queuectl.api.JobState;
import io.queuectl.api.JobView;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A job with all that is kept of it, read from one database to be restored in another.
 *
 * @param submission as in {@link NewJob}
 * @param job in any state but {@link JobState#INVALID} and {@link JobState#BLOCKED}
 * @param process what a running attempt recorded of a process it started, from {@link Claim#process}, or {@code null}
 * @param attempts its history, oldest first, as {@link JobQueries#attempts} answers it
 * @param log its log, oldest first, as {@link JobQueries#logs} answers it
 * @param output what it gave of itself, as {@link JobQueries#output} answers it
 */
public record JobRecord(
        long submission,
        JobView job,
        @Nullable String process,
        List<Attempt> attempts,
        List<LogEntry> log,
        JobOutput output) {

    public JobRecord {
        if (submission <= 0) {
            throw new IllegalArgumentException("submission " + submission + " is not positive");
        }
        if (job.state() == JobState.INVALID) {
            throw new IllegalArgumentException("job " + job.id() + " cannot be read: correct or delete it first");
        }
        if (job.state() == JobState.BLOCKED) {
            throw new IllegalArgumentException("job " + job.id()
                    + " waits for others, which does not come along: let it go on or cancel it first");
        }
        attempts = List.copyOf(attempts);
        log = List.copyOf(log);
    }

    /** Of a job that gave nothing of itself. */
    public JobRecord(
            long submission, JobView job, @Nullable String process, List<Attempt> attempts, List<LogEntry> log) {
        this(submission, job, process, attempts, log, JobOutput.NONE);
    }

    /** The claims of the job that history or log tell of. */
    public int claims() {
        int claims = 0;
        for (Attempt attempt : attempts) {
            claims = Math.max(claims, attempt.ordinal());
        }
        for (LogEntry entry : log) {
            claims = Math.max(claims, entry.ordinal());
        }
        return claims;
    }

    /** Whether that job is this one, whatever became of it since: it has its id, kind and time of creation. */
    public boolean isOf(JobView other) {
        return job.id().equals(other.id())
                && job.kind().equals(other.kind())
                && job.createdAt().equals(other.createdAt());
    }
}
