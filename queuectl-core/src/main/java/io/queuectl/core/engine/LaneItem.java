package io.queuectl.core.engine;

import io.queuectl.api.StoreException;
import io.queuectl.core.spi.ClaimNote;
import io.queuectl.core.spi.Insertion;
import io.queuectl.core.spi.NewJob;
import io.queuectl.core.spi.Settled;
import io.queuectl.core.spi.Settlement;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Something that waits to ride with the next exchange. Its answer is given by the thread that led that exchange. */
sealed interface LaneItem {

    /** How many rows it stands for. */
    int weight();

    /** Whether nothing else may ride in the same exchange. */
    default boolean travelsAlone() {
        return false;
    }

    /** New jobs of one caller, who waits for them. */
    final class Arrival implements LaneItem {

        final List<NewJob> jobs;
        private final boolean allOrNothing;
        final Thread caller = Thread.currentThread();

        /** Both written by the leader, {@code done} last; read by the caller after {@code done}. */
        private @Nullable RuntimeException failure;

        private List<Insertion> answers = List.of();
        private volatile boolean done;

        Arrival(List<NewJob> jobs, boolean allOrNothing) {
            this.jobs = jobs;
            this.allOrNothing = allOrNothing;
        }

        @Override
        public int weight() {
            return jobs.size();
        }

        @Override
        public boolean travelsAlone() {
            return allOrNothing;
        }

        boolean isDone() {
            return done;
        }

        void complete(List<Insertion> insertions) {
            answers = insertions;
            done = true;
        }

        void fail(RuntimeException error) {
            failure = error;
            done = true;
        }

        List<Insertion> answers() {
            if (failure != null) {
                throw failure;
            }
            return answers;
        }
    }

    /**
     * The end of an attempt.
     *
     * @param refused told instead of the answer if the store refuses this settlement for good
     */
    record Ending(Settlement settlement, Consumer<Settled> answer, Consumer<StoreException> refused)
            implements LaneItem {
        @Override
        public int weight() {
            return 1;
        }
    }

    /** A note of a running attempt. */
    record Remark(ClaimNote note, Consumer<Settled> answer) implements LaneItem {
        @Override
        public int weight() {
            return 1;
        }
    }
}
