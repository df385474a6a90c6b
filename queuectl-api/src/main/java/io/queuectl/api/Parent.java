package io.queuectl.api;

/**
 * A job that another waits or waited for.
 *
 * @param state its state as it is now
 * @param ifFailed what becomes of the one that waits if this one ends otherwise than completed
 */
public record Parent(JobId id, JobState state, IfFailed ifFailed) {}
