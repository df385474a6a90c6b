package io.queuectl.core.spi;

import io.queuectl.api.AttemptEnd;
import io.queuectl.api.Failure;
import io.queuectl.api.JobState;
import io.queuectl.api.QueueName;
import io.queuectl.api.Token;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The one way a job leaves processing: what the engine decided about an ended attempt, to be applied under its token.
 *
 * <p>The store moves the counter that {@link io.queuectl.api.Counters#plus} names for {@code end}, sets state and due time, and
 * keeps the token on the row. Start and error stay as they were where {@code startedAt} or {@code failure} is {@code null}; a
 * job that is finished now is finished at {@code endedAt}. The store writes a row of history unless the job completed or the
 * attempt never started.
 *
 * @param number the job's
 * @param queue the job's, under which a store may count it
 * @param end how the attempt ended
 * @param to the state that follows; legal from processing
 * @param runAt when the job is due again; for a finished job, its due time as it was
 * @param startedAt when the handler started, or {@code null} if it never did
 * @param endedAt when it ended
 * @param failure why, or {@code null}
 */
public record Settlement(
        long number,
        QueueName queue,
        Token token,
        AttemptEnd end,
        JobState to,
        Instant runAt,
        @Nullable Instant startedAt,
        Instant endedAt,
        @Nullable Failure failure) {

    public Settlement {
        boolean legal = JobState.PROCESSING.mayBecome(to)
                && switch (end) {
                    case COMPLETED -> to == JobState.COMPLETED;
                    case CANCELLED -> to == JobState.CANCELLED;
                    case FAILED, TIMED_OUT -> to == JobState.FAILED || to == JobState.DEAD;
                    case LOST -> to.isClaimable() || to == JobState.DEAD || to == JobState.CANCELLED;
                    case RELEASED, SNOOZED -> to.isClaimable();
                    case DISCARDED -> to == JobState.DEAD;
                };
        if (!legal) {
            throw new IllegalArgumentException(
                    "an attempt that ended " + end.text() + " cannot leave its job " + to.text());
        }
    }
}
