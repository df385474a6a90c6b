package io.queuectl.core.spi;

import io.queuectl.api.JobId;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a person, or the application in a person's name, does to jobs. Each call is one durable transaction.
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

    /** Deletes up to {@code limit} matching jobs that nobody holds, oldest first, and answers how many. Call again until it answers fewer. */
    int deleteAll(JobFilter filter, int limit);

    /** The settings kept with the database, by key. The keys mean nothing to the store. */
    Map<String, String> settings();

    /** Sets one setting; {@code null} removes it. */
    void putSetting(String key, @Nullable String value);
}
