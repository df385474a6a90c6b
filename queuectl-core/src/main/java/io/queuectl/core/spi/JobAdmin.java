package io.queuectl.core.spi;

import io.queuectl.api.JobId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a person, or the application in a person's name, does to one job; to many at once: {@link BulkMoves}. Each call is one durable transaction.
 *
 * <p>Guarantees tried by {@code AdminContract}: no move outside {@link io.queuectl.api.JobState#mayBecome}, and no row
 * touched that a node holds, but for the cancel request on it.
 */
public interface JobAdmin {

    /**
     * Waiting: cancelled now. Processing: marked, so that the node that holds it is told by {@link NodeStore#signals}; answers
     * {@link AdminAnswer.Kind#REQUESTED}.
     */
    AdminAnswer cancel(JobId id, Instant now);

    /** Dead, cancelled or failed → pending, due now, with all counters at zero; history and log stay. */
    AdminAnswer requeue(JobId id, Instant now);

    /** Changes a waiting job; {@code null} in the edit means unchanged. */
    AdminAnswer edit(JobId id, JobEdit edit);

    /** Deletes a job that nobody holds, with its history and log. */
    AdminAnswer delete(JobId id);

    /**
     * Inserts jobs as they were in another database: id, counters, times, token, history with the names of the nodes, log. Answers one by
     * one, in order; one that is there already is left alone, so that all of it can be repeated.
     *
     * <p>A job keeps its number unless another has it; jobs inserted afterwards get larger ones. A job that was processing is restored as one that a dead
     * node left behind: it is among {@link NodeStore#orphans} for whoever settles those (contract: {@code RestoreContract}).
     *
     * <p>A blocked job waits for those of its parents that are not over, goes by its rule for those that ended meanwhile, and is pending if it waits for nothing; all
     * of its parents must be here or among these. A job of a group keeps its place, or waits for one until {@link QueueControl#resize} or an end gives it one. A
     * unique key that another job holds here stays with that one (contract: {@code TiesContract}).
     */
    List<Restored> restore(List<JobRecord> jobs);

    /** The settings kept with the database, by key. The keys mean nothing to the store. */
    Map<String, String> settings();

    /** Sets one setting; {@code null} removes it. */
    void putSetting(String key, @Nullable String value);
}
