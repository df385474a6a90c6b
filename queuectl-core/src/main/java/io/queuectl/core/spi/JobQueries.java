package io.queuectl.core.spi;

import io.queuectl.api.Attempt;
import io.queuectl.api.JobId;
import io.queuectl.api.JobView;
import io.queuectl.api.Parent;
import io.queuectl.api.QueueName;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The read side. Each call sees one committed state of the database; nothing here writes, waits for writers or creates a file.
 *
 * <p>A row that was edited by hand into something unreadable comes back with state {@link io.queuectl.api.JobState#INVALID}
 * and the nearest legal values, never as an exception. Guarantees tried by {@code QueryContract}.
 */
public interface JobQueries {

    Optional<JobView> find(JobId id);

    /** A page of jobs. Keyset paging: a page costs the same wherever it is. */
    Page list(JobFilter filter, PageRequest request);

    /** How many jobs each queue holds in each state, only where there are any, by queue and state. */
    List<StateCount> counts();

    /** The queues that hold waiting jobs, by name. Cheap however many jobs wait. */
    List<QueueName> waitingQueues();

    /** The waiting job that comes due next after {@code now}. */
    Optional<JobView> nextScheduled(Instant now);

    /** The attempts of a job, the running or completing one included, oldest first; empty if there is no such job. */
    List<Attempt> attempts(JobId id);

    /** Log lines of a job after that position, oldest first, at most {@code limit}. */
    List<LogEntry> logs(JobId id, long afterPosition, int limit);

    /** The jobs that a job waits or waited for, by their numbers; empty if there is none, or no such job (contract: {@code AfterContract}). */
    List<Parent> parents(JobId id);

    /** What ties a job to others; {@link Ties#NONE} if there is no such job (contract: {@code TiesContract}). */
    Ties ties(JobId id);

    /** What a job has given of itself; {@link JobOutput#NONE} if there is no such job (contract: {@code OutputContract}). */
    JobOutput output(JobId id);

    /** Durations of the completed jobs still kept. */
    DurationStats durations();
}
