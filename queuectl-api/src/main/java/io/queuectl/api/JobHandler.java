package io.queuectl.api;

/**
 * The code that does a job. Returning completes it; throwing fails the attempt, and the retry rule decides what follows.
 *
 * <p>One handler serves many threads at once. A job may run twice, after a node died or lost its lease: make the work
 * idempotent, or fence it with {@link JobContext#token()}.
 */
@FunctionalInterface
public interface JobHandler<T> {

    void handle(T payload, JobContext context) throws Exception;
}
