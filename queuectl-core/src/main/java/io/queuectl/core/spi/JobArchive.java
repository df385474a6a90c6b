package io.queuectl.core.spi;

import java.io.IOException;
import java.util.List;

/**
 * Where jobs are kept that are going to be deleted. It is called by one thread at a time, unless it is given to several queues.
 *
 * <p>A job may be handed over twice: if the process dies, or the database fails, between its archiving and its deletion. It is never deleted before it was handed over.
 */
@FunctionalInterface
public interface JobArchive {

    /**
     * Keeps jobs with their history and log. Once it returns they are deleted, so they must be safe by then.
     *
     * @throws IOException if it cannot: then none of them is deleted, and they are handed over again later. Any other exception counts the same
     */
    void keep(List<JobRecord> jobs) throws IOException;
}
