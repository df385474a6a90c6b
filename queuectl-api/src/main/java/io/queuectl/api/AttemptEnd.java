package io.queuectl.api;

import java.util.Locale;

/** How an attempt ended. {@link Counters#plus} says which counter each one moves. */
public enum AttemptEnd {
    COMPLETED,
    FAILED,
    TIMED_OUT,
    CANCELLED,
    /** The node died, or was thought dead, while it held the job. */
    LOST,
    /** Given back without harm: at a shutdown, or claimed ahead and never started. */
    RELEASED,
    /** Put off by its own handler: it waits again and nothing is held against it. */
    SNOOZED,
    /** Given up by its own handler, however many attempts were left. */
    DISCARDED;

    private final String text = name().toLowerCase(Locale.ROOT);

    /** The end as SQL, JSON and the command line show it: lower-case. */
    public String text() {
        return text;
    }
}
