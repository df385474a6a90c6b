package io.queuectl.api;

/**
 * That a job waits for another.
 *
 * @param parent the job it waits for
 * @param ifFailed what becomes of it if that one ends otherwise than completed
 */
public record After(JobId parent, IfFailed ifFailed) {

    public After {
        Names.requireGiven("job to wait for", parent);
        Names.requireGiven("rule for a job to wait for", ifFailed);
    }
}
