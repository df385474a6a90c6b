package io.queuectl.core.spi;

import io.queuectl.api.AttemptEnd;
import io.queuectl.api.Failure;
import io.queuectl.api.Start;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How an attempt ended, before anybody decided what follows. An executor answers with one of {@link Completed}, {@link Failed},
 * {@link RetryAt}, {@link Snoozed}, {@link Discarded} and {@link Cancelled}; the others are the engine's.
 */
public sealed interface Outcome {

    AttemptEnd end();

    /** Whether it is for the executor to say that an attempt ended so. */
    default boolean isOwn() {
        return true;
    }

    /** Why, or {@code null} where nothing failed. */
    default @Nullable Failure failure() {
        return null;
    }

    static Outcome completed() {
        return new Completed();
    }

    static Outcome failed(String type, String message) {
        return new Failed(Failure.of(type, message));
    }

    /** Nothing is held against the job: it runs again after that delay. */
    static Outcome snoozed(Duration delay) {
        return new Snoozed(new Start.After(delay));
    }

    /** Failed, and due again then if the job has another attempt. */
    static Outcome retryAt(Instant due, String reason) {
        return new RetryAt(Failure.of("retry", reason), new Start.At(due));
    }

    /** Failed for good. */
    static Outcome discarded(String reason) {
        return new Discarded(Failure.of("discarded", reason));
    }

    static Outcome cancelled(String reason) {
        return new Cancelled(Failure.of("cancelled", reason));
    }

    /** It did what it should. */
    record Completed() implements Outcome {
        @Override
        public AttemptEnd end() {
            return AttemptEnd.COMPLETED;
        }
    }

    /** It threw, or its process failed. */
    record Failed(Failure failure) implements Outcome {
        @Override
        public AttemptEnd end() {
            return AttemptEnd.FAILED;
        }
    }

    /** It failed as {@link Failed} does, but says itself when its job is due again, counted from its end. */
    record RetryAt(Failure failure, Start due) implements Outcome {
        @Override
        public AttemptEnd end() {
            return AttemptEnd.FAILED;
        }
    }

    /** It put its job off by that much, counted from its end. */
    record Snoozed(Start.After due) implements Outcome {
        @Override
        public AttemptEnd end() {
            return AttemptEnd.SNOOZED;
        }
    }

    /** It gave its job up. */
    record Discarded(Failure failure) implements Outcome {
        @Override
        public AttemptEnd end() {
            return AttemptEnd.DISCARDED;
        }
    }

    /** It took longer than it may. */
    record TimedOut(Duration limit) implements Outcome {
        @Override
        public boolean isOwn() {
            return false;
        }

        @Override
        public AttemptEnd end() {
            return AttemptEnd.TIMED_OUT;
        }

        @Override
        public Failure failure() {
            return Failure.of(
                    "timeout", "timeout after " + limit.toString().substring(2).toLowerCase(java.util.Locale.ROOT));
        }
    }

    /**
     * The job was withdrawn while it ran.
     *
     * @param failure why, where its own handler did so; {@code null} where a person did
     */
    record Cancelled(@Nullable Failure failure) implements Outcome {
        @Override
        public AttemptEnd end() {
            return AttemptEnd.CANCELLED;
        }
    }

    /** The node that ran it died. */
    record Lost(String node) implements Outcome {
        @Override
        public boolean isOwn() {
            return false;
        }

        @Override
        public AttemptEnd end() {
            return AttemptEnd.LOST;
        }

        @Override
        public Failure failure() {
            return Failure.of("lost", "lost: " + node + " died or lost its lease");
        }
    }

    /** Given back unharmed. */
    record Released() implements Outcome {
        @Override
        public boolean isOwn() {
            return false;
        }

        @Override
        public AttemptEnd end() {
            return AttemptEnd.RELEASED;
        }
    }
}
