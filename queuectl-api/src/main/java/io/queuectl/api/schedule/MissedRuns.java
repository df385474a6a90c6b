package io.queuectl.api.schedule;

import java.time.Duration;
import java.util.Optional;

/**
 * What becomes of ticks that passed while nobody could fire them: no worker ran, or the database did not answer. Of no concern to a
 * {@link ScheduleSpec.FixedDelay}, which has one tick at a time.
 */
public sealed interface MissedRuns {

    /** {@link Once}: what a schedule does that says nothing. */
    MissedRuns ONCE = new Once();

    MissedRuns SKIP = new Skip();

    static MissedRuns all(int most) {
        return new All(most);
    }

    /** {@code skip}, {@code once} or {@code all:100}. */
    String text();

    /** Reads a {@link #text} back; empty if it is none. */
    static Optional<MissedRuns> ofText(String text) {
        if (text.equals(SKIP.text())) {
            return Optional.of(SKIP);
        }
        if (text.equals(ONCE.text())) {
            return Optional.of(ONCE);
        }
        String most = text.startsWith(All.PREFIX) ? text.substring(All.PREFIX.length()) : "";
        boolean number = !most.isEmpty() && most.length() <= 4 && most.chars().allMatch(c -> c >= '0' && c <= '9');
        return number && Integer.parseInt(most) >= 1 && Integer.parseInt(most) <= All.MOST
                ? Optional.of(all(Integer.parseInt(most)))
                : Optional.empty();
    }

    /** Passed over: a tick fires within {@link #LATE} of its time, or not at all. */
    record Skip() implements MissedRuns {

        /** How late a tick still is not missed: a restart fits into it. */
        public static final Duration LATE = Duration.ofMinutes(1);

        @Override
        public String text() {
            return "skip";
        }
    }

    /** One job, at the last of them, stands for all. */
    record Once() implements MissedRuns {
        @Override
        public String text() {
            return "once";
        }
    }

    /**
     * A job for each of them, oldest first; for the newest only, if there are more.
     *
     * @param most 1 to {@value #MOST}
     */
    record All(int most) implements MissedRuns {

        public static final int MOST = 1_000;

        private static final String PREFIX = "all:";

        public All {
            if (most < 1 || most > MOST) {
                throw new IllegalArgumentException(most + " missed runs are not within 1 to " + MOST);
            }
        }

        @Override
        public String text() {
            return PREFIX + most;
        }
    }
}
