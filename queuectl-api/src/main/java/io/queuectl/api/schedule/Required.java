package io.queuectl.api.schedule;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The checks of what callers hand over. */
final class Required {

    private Required() {}

    /** For callers whose compiler checks no nullness. */
    static void given(String what, @Nullable Object value) {
        if (value == null) {
            throw new IllegalArgumentException(what + " is null");
        }
    }

    static void span(String what, @Nullable Duration value) {
        given(what, value);
        if (value != null
                && (value.compareTo(ScheduleSpec.SHORTEST) < 0 || value.compareTo(ScheduleSpec.LONGEST) > 0)) {
            throw new IllegalArgumentException(
                    what + " " + value + " is not within " + ScheduleSpec.SHORTEST + " and " + ScheduleSpec.LONGEST);
        }
        if (value != null && !value.equals(Duration.ofMillis(value.toMillis()))) {
            throw new IllegalArgumentException(what + " " + value + " is not in whole milliseconds");
        }
    }
}
