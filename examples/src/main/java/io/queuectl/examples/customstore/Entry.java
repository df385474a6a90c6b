package io.queuectl.examples.customstore;

import io.queuectl.api.Attempt;
import io.queuectl.api.Unique;
import io.queuectl.api.schedule.ScheduleView;
import io.queuectl.core.spi.JobOutput;
import io.queuectl.core.spi.LogEntry;
import io.queuectl.core.spi.QueueRow;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One change of the tables, as it is made and as it is written: reading the journal again makes the same changes in the same order. */
sealed interface Entry {

    /** A job as it is from now on. */
    record Put(JobRow row) implements Entry {}

    /** A job is no more, nor are its history, log and output. */
    record Gone(long number) implements Entry {}

    /** An attempt that did not complete its job ended. */
    record Ended(long number, Attempt attempt) implements Entry {}

    /** A line for a job's log. */
    record Logged(long number, LogEntry line) implements Entry {}

    /** What a job has given of itself as it is from now on. */
    record Given(long number, JobOutput output) implements Entry {}

    /** Who has a unique key from now on, as {@link io.queuectl.api.Unique} says. */
    record Keyed(String kind, long number, Unique unique, Instant takenAt) implements Entry {

        /** When it is free again, where it has a window. */
        @Nullable
        Instant until() {
            return unique.window() == null ? null : takenAt.plus(unique.window());
        }
    }

    /** Nobody has that key any more. */
    record KeyGone(String kind, String key) implements Entry {}

    /** A node as it is from now on. */
    record NodePut(NodeRow row) implements Entry {}

    record NodeGone(long epoch) implements Entry {}

    /** {@code null} removes it. */
    record Setting(String key, @Nullable String value) implements Entry {}

    /** A schedule as it is from now on. */
    record SchedulePut(ScheduleView view) implements Entry {}

    record ScheduleGone(String name) implements Entry {}

    /** What is set for a queue from now on; nothing if its settings say nothing. */
    record QueuePut(QueueRow row) implements Entry {}

    /** No job gets a number up to this one any more, even if none is left that has it. */
    record Numbered(long last) implements Entry {}
}
