package io.queuectl.api;

import java.time.Duration;
import java.time.Instant;

/** When a job becomes due: at an instant, or some time after it was enqueued. */
public sealed interface Start {

    /** Due as soon as it is enqueued. */
    Start NOW = new After(Duration.ZERO);

    /** The latest instant a job may be due at: the last one whose ISO text has a four-digit year. */
    Instant LATEST = Instant.parse("9999-12-31T23:59:59.999Z");

    /** The due time of a job enqueued at that instant, in whole milliseconds. */
    Instant dueAt(Instant enqueuedAt);

    /** Due at that instant; in the past means at once. */
    record At(Instant instant) implements Start {
        public At {
            if (instant.isBefore(Instant.EPOCH) || instant.isAfter(LATEST)) {
                throw new IllegalArgumentException("start " + instant + " is not within 1970 to 9999");
            }
        }

        @Override
        public Instant dueAt(Instant enqueuedAt) {
            return Instant.ofEpochMilli(instant.toEpochMilli());
        }
    }

    /** Due that long after it is enqueued: zero or more, at most 100 years. */
    record After(Duration delay) implements Start {

        private static final Duration MAX = Duration.ofDays(36_525);

        public After {
            if (delay.isNegative() || delay.compareTo(MAX) > 0) {
                throw new IllegalArgumentException("delay " + delay + " is not within zero and 100 years");
            }
        }

        @Override
        public Instant dueAt(Instant enqueuedAt) {
            return Instant.ofEpochMilli(enqueuedAt.toEpochMilli() + delay.toMillis());
        }
    }
}
