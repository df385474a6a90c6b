package io.queuectl.core.spi;

import io.queuectl.api.JobId;
import io.queuectl.api.JobState;

/** What became of a new job. */
public sealed interface Insertion {

    /** It is in the database, written now or by the first sending of the same submission. */
    record Inserted(JobId id) implements Insertion {}

    /** Another job has the id; nothing was written for this one, the rest of the batch was. */
    record Duplicate(JobId id, JobState state) implements Insertion {}

    /** It was not written, because another job of the same all-or-nothing batch has a taken id. */
    record Withheld() implements Insertion {}
}
