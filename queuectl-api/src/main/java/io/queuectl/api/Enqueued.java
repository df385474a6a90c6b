package io.queuectl.api;

/**
 * What became of a request.
 *
 * @param id of the job that was added, or of the one that was found in its place
 * @param added {@code false} if another job holds its {@link JobRequest#unique unique key}
 */
public record Enqueued(JobId id, boolean added) {}
