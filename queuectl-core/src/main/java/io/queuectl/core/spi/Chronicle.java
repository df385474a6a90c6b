package io.queuectl.core.spi;

import io.queuectl.api.JobId;
import io.queuectl.api.QueueName;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What happened, as far as the database keeps it: read out of the jobs, their ended attempts, and the moves of people. What was deleted, or pruned, is no longer told of. Got
 * from {@link StoreProvider#chronicle}. For one thread; only reads.
 *
 * @since 0.1
 */
public interface Chronicle extends AutoCloseable {

    /** The newest events that are meant, at most so many, oldest first. Looks at every job and attempt that could be meant. */
    List<Event> events(Wish wish);

    /** By which events are timed: that of {@link JobStore#clock()}. */
    InstantSource clock();

    @Override
    void close();

    /** What can happen. */
    enum Happening {
        ENQUEUED,
        /** By the node that still holds it. */
        STARTED,
        COMPLETED,
        /** An attempt; the job is tried again, or dead. */
        FAILED,
        TIMED_OUT,
        /** The node died that held it. */
        LOST,
        /** Given back unfinished: by a stop, or because it was put off. */
        RELEASED,
        /** The job went to the dead letters. */
        DEAD,
        CANCELLED,
        /** What a person did, or the application in a person's name; or a node that pruned. */
        MOVED;

        public String text() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /**
     * Which events are meant; every condition must hold.
     *
     * @param since not before that
     * @param job {@code null} for any
     * @param queue {@code null} for any; moves are of none
     * @param types empty for all
     * @param limit at most so many, 1 or more
     */
    record Wish(
            Instant since, @Nullable JobId job, @Nullable QueueName queue, Set<Happening> types, int limit) {

        public Wish {
            types = Set.copyOf(types);
            if (limit < 1) {
                throw new IllegalArgumentException("limit " + limit + " must be 1 or more");
            }
        }
    }

    /**
     * One thing that happened.
     *
     * @param job whose it is, or {@code null}
     * @param queue likewise
     * @param kind likewise
     * @param attempt which attempt ended, counted from 1, or {@code null}
     * @param node that ran it, or {@code null} where that is not known
     * @param detail why it ended so; of a move, what was done to what
     */
    record Event(
            Instant at,
            Happening type,
            @Nullable JobId job,
            @Nullable String queue,
            @Nullable String kind,
            @Nullable Integer attempt,
            @Nullable String node,
            @Nullable String detail) {}
}
