package io.queuectl.core.spi;

import io.queuectl.api.AttemptEnd;
import io.queuectl.api.Failure;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How an attempt ended, before anybody decided what follows. */
public sealed interface Outcome {

    AttemptEnd end();

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

    /** It took longer than it may. */
    record TimedOut(Duration limit) implements Outcome {
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

    /** Somebody withdrew the job while it ran. */
    record Cancelled() implements Outcome {
        @Override
        public AttemptEnd end() {
            return AttemptEnd.CANCELLED;
        }
    }

    /** The node that ran it died. */
    record Lost(String node) implements Outcome {
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
        public AttemptEnd end() {
            return AttemptEnd.RELEASED;
        }
    }
}
