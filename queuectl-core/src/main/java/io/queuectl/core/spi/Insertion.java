package io.queuectl.core.spi;

import io.queuectl.api.JobId;
import io.queuectl.api.JobState;

/** What became of a new job. */
public sealed interface Insertion {

    /** Whether what is in the way of this one withholds an all-or-nothing batch. */
    default boolean isRefusal() {
        return false;
    }

    /** It is in the database, written now or by the first sending of the same submission. */
    record Inserted(JobId id) implements Insertion {}

    /** Another job has the id; nothing was written for this one, the rest of the batch was. */
    record Duplicate(JobId id, JobState state) implements Insertion {
        @Override
        public boolean isRefusal() {
            return true;
        }
    }

    /**
     * A job that holds its {@link io.queuectl.api.Unique unique key} stands for it: nothing was written but what it changes of that one.
     *
     * @param id the holder's; its number where it was deleted since
     */
    record Standing(JobId id) implements Insertion {}

    /** Another job holds its unique key; nothing was written for this one, the rest of the batch was. */
    record KeyHeld(String key, JobId holder) implements Insertion {
        @Override
        public boolean isRefusal() {
            return true;
        }
    }

    /** It waits for a job that is not there; nothing was written for it, the rest of the batch was. */
    record ParentMissing(JobId parent) implements Insertion {
        @Override
        public boolean isRefusal() {
            return true;
        }
    }

    /** It was not written, because another job of the same all-or-nothing batch was refused. */
    record Withheld() implements Insertion {}
}
