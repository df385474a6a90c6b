package io.queuectl.api.schedule;

import java.util.Locale;
import java.util.Optional;

/**
 * What becomes of a tick while the last job of its schedule is not finished, its retries included. Of no concern to a {@link ScheduleSpec.FixedDelay}, which
 * waits by itself.
 */
public enum Overlap {
    /** One more job: what a schedule does that says nothing. */
    ALLOW,
    /** No job for this tick. */
    SKIP,
    /** As soon as the last job is finished; ticks that pass meanwhile count as missed, see {@link MissedRuns}. No two jobs of the schedule are unfinished at a time. */
    WAIT;

    private final String text = name().toLowerCase(Locale.ROOT);

    /** {@code allow}, {@code skip} or {@code wait}. */
    public String text() {
        return text;
    }

    /** Reads a {@link #text} back; empty if it is none. */
    public static Optional<Overlap> ofText(String text) {
        for (Overlap overlap : values()) {
            if (overlap.text.equals(text)) {
                return Optional.of(overlap);
            }
        }
        return Optional.empty();
    }
}
