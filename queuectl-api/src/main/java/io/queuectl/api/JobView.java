package io.queuectl.api;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A job as it was when it was read.
 *
 * @param number the store's own number of the row, in order of enqueueing
 * @param createdAt when it was enqueued
 * @param runAt when it is, or was last, due
 * @param startedAt when its last attempt started (while one runs: when it was claimed), or {@code null}
 * @param finishedAt when it became completed, dead or cancelled, or {@code null}
 * @param error one line: why its last failed or lost attempt did so, or {@code null}
 * @param token of its current or last claim, or {@code null} if it was never claimed
 * @param cancelRequested a person asked a running job to stop, and it has not yet
 */
public record JobView(
        JobId id,
        long number,
        String kind,
        QueueName queue,
        Payload payload,
        JobState state,
        int priority,
        Counters counters,
        Limits limits,
        Instant createdAt,
        Instant runAt,
        @Nullable Instant startedAt,
        @Nullable Instant finishedAt,
        @Nullable String error,
        @Nullable Token token,
        boolean cancelRequested,
        Tags tags) {

    /** Of a job without tags. */
    public JobView(
            JobId id,
            long number,
            String kind,
            QueueName queue,
            Payload payload,
            JobState state,
            int priority,
            Counters counters,
            Limits limits,
            Instant createdAt,
            Instant runAt,
            @Nullable Instant startedAt,
            @Nullable Instant finishedAt,
            @Nullable String error,
            @Nullable Token token,
            boolean cancelRequested) {
        this(
                id,
                number,
                kind,
                queue,
                payload,
                state,
                priority,
                counters,
                limits,
                createdAt,
                runAt,
                startedAt,
                finishedAt,
                error,
                token,
                cancelRequested,
                Tags.NONE);
    }
}
