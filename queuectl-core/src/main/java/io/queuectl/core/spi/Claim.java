package io.queuectl.core.spi;

import io.queuectl.api.Counters;
import io.queuectl.api.JobId;
import io.queuectl.api.Limits;
import io.queuectl.api.Payload;
import io.queuectl.api.QueueName;
import io.queuectl.api.Tags;
import io.queuectl.api.Token;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A job in the hands of one node.
 *
 * @param number the store's own number of the row; what settlements and notes name
 * @param token what settlements and notes prove themselves with
 * @param ordinal counts the claims of this job from 1, this one included
 * @param counters as they were before this claim
 * @param runAt when the job was due, so that a release can put it back where it stood
 * @param process what the attempt recorded of a process it started, or {@code null}
 * @param cancelRequested somebody asked to cancel it before this claim settled; the mark stays on the row until the job is
 *     finished or requeued, so that a cancel is not lost when the attempt ends another way
 */
public record Claim(
        long number,
        JobId id,
        String kind,
        QueueName queue,
        int priority,
        Payload payload,
        Limits limits,
        Counters counters,
        Token token,
        int ordinal,
        Instant createdAt,
        Instant runAt,
        Instant claimedAt,
        @Nullable String process,
        boolean cancelRequested,
        Tags tags) {

    /** Of a job without tags. */
    public Claim(
            long number,
            JobId id,
            String kind,
            QueueName queue,
            int priority,
            Payload payload,
            Limits limits,
            Counters counters,
            Token token,
            int ordinal,
            Instant createdAt,
            Instant runAt,
            Instant claimedAt,
            @Nullable String process,
            boolean cancelRequested) {
        this(
                number,
                id,
                kind,
                queue,
                priority,
                payload,
                limits,
                counters,
                token,
                ordinal,
                createdAt,
                runAt,
                claimedAt,
                process,
                cancelRequested,
                Tags.NONE);
    }

    /** Whether the job was lost before, and so runs alone. */
    public boolean isQuarantined() {
        return counters.losses() > 0;
    }
}
