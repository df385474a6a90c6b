package io.queuectl.core.spi;

import io.queuectl.api.Attempt;
import io.queuectl.api.IfFailed;
import io.queuectl.api.JobState;
import io.queuectl.api.JobView;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A job with all that is kept of it, read from one database to be restored in another.
 *
 * @param submission as in {@link NewJob}
 * @param job in any state but {@link JobState#INVALID}
 * @param process what a running attempt recorded of a process it started, from {@link Claim#process}, or {@code null}
 * @param attempts its history, oldest first, as {@link JobQueries#attempts} answers it
 * @param log its log, oldest first, as {@link JobQueries#logs} answers it
 * @param output what it gave of itself, as {@link JobQueries#output} answers it
 * @param ties what ties it to others, as {@link JobQueries#ties} answers it
 */
public record JobRecord(
        long submission,
        JobView job,
        @Nullable String process,
        List<Attempt> attempts,
        List<LogEntry> log,
        JobOutput output,
        Ties ties) {

    public JobRecord {
        if (submission <= 0) {
            throw new IllegalArgumentException("submission " + submission + " is not positive");
        }
        if (job.state() == JobState.INVALID) {
            throw new IllegalArgumentException("job " + job.id() + " cannot be read: correct or delete it first");
        }
        attempts = List.copyOf(attempts);
        log = List.copyOf(log);
    }

    /** Of a job that nothing ties to others. */
    public JobRecord(
            long submission,
            JobView job,
            @Nullable String process,
            List<Attempt> attempts,
            List<LogEntry> log,
            JobOutput output) {
        this(submission, job, process, attempts, log, output, Ties.NONE);
    }

    /** Of a job that gave nothing of itself, and that nothing ties to others. */
    public JobRecord(
            long submission, JobView job, @Nullable String process, List<Attempt> attempts, List<LogEntry> log) {
        this(submission, job, process, attempts, log, JobOutput.NONE, Ties.NONE);
    }

    /**
     * The same job where some of those it waits for do not come along: it goes by its rules, as if they had been deleted.
     *
     * @param gone whether that one does not come along
     */
    public JobRecord without(Predicate<Ties.Wait> gone, Instant now) {
        JobView left = job;
        for (Ties.Wait wait : ties.after()) {
            boolean waits = left.state() == JobState.BLOCKED && !wait.met() && wait.ifFailed() != IfFailed.CONTINUE;
            if (waits && gone.test(wait)) {
                left = ended(left, wait, now);
            }
        }
        Ties fewer = new Ties(
                ties.key(),
                ties.group(),
                ties.after().stream().filter(gone.negate()).toList());
        return new JobRecord(submission, left, process, attempts, log, output, fewer);
    }

    private static JobView ended(JobView job, Ties.Wait wait, Instant now) {
        return new JobView(
                job.id(),
                job.number(),
                job.kind(),
                job.queue(),
                job.payload(),
                wait.ifFailed() == IfFailed.DEAD ? JobState.DEAD : JobState.CANCELLED,
                job.priority(),
                job.counters(),
                job.limits(),
                job.createdAt(),
                job.runAt(),
                job.startedAt(),
                now,
                "job " + wait.parent() + ", which it was to run after, did not come along",
                job.token(),
                false,
                job.tags());
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
