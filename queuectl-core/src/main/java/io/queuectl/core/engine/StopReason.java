package io.queuectl.core.engine;

import io.queuectl.core.spi.Outcome;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Why the engine asked a running attempt to end. The first reason stands. */
sealed interface StopReason {

    /** What the attempt's end counts as, or {@code null} if it is no longer this node's to say. */
    @Nullable
    Outcome outcome();

    /** It ran longer than it may. */
    record Timeout(Duration limit) implements StopReason {
        @Override
        public Outcome outcome() {
            return new Outcome.TimedOut(limit);
        }
    }

    /** Somebody withdrew the job. */
    record Cancel() implements StopReason {
        @Override
        public Outcome outcome() {
            return new Outcome.Cancelled(null);
        }
    }

    /** The node stops and gives the job back. */
    record Shutdown() implements StopReason {
        @Override
        public Outcome outcome() {
            return new Outcome.Released();
        }
    }

    /** The node no longer trusts its lease: another may hold the job by now. */
    record LeaseLost() implements StopReason {
        @Override
        public @Nullable Outcome outcome() {
            return null;
        }
    }
}
