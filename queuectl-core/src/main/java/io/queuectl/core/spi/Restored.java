package io.queuectl.core.spi;

import io.queuectl.api.JobState;

/**
 * What became of a job that was to be restored.
 *
 * @param state of the job that has the id now; where another job has only its number, of that one; where a parent is missing, as it was to be restored
 */
public record Restored(Kind kind, JobState state) {

    /** The three answers. */
    public enum Kind {
        /** It is in the database, as it was. */
        WRITTEN,
        /** The very same job was there before. It was left alone, whatever became of it since. */
        ALREADY_THERE,
        /** Another job has its id. Nothing was written for this one. */
        TAKEN,
        /** It waits or waited for a job that is not here. Nothing was written for it: bring that one first, or this one {@link JobRecord#without without} it. */
        PARENT_MISSING
    }
}
