package io.queuectl.core.spi;

import io.queuectl.api.JobState;
import org.jspecify.annotations.Nullable;

/**
 * What became of an operator's move.
 *
 * @param state the job's state when it was looked at, or {@code null} if there is no such job
 */
public record AdminAnswer(Kind kind, @Nullable JobState state) {

    public static final AdminAnswer NOT_FOUND = new AdminAnswer(Kind.NOT_FOUND, null);

    public static AdminAnswer done(JobState before) {
        return new AdminAnswer(Kind.DONE, before);
    }

    public static AdminAnswer requested() {
        return new AdminAnswer(Kind.REQUESTED, JobState.PROCESSING);
    }

    public static AdminAnswer wrongState(JobState state) {
        return new AdminAnswer(Kind.WRONG_STATE, state);
    }

    /** The four answers. */
    public enum Kind {
        DONE,
        /** The node that holds the job has been asked. */
        REQUESTED,
        NOT_FOUND,
        /** Not possible in that state; nothing changed. */
        WRONG_STATE
    }
}
