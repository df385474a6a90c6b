package io.queuectl.core.spi;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How many jobs a marked request may have: what every store works out in the same way, from what it read under the lock of the queue's row.
 *
 * @param most zero or more
 * @param bucket refilled, or {@code null} without a rate
 */
public record QueueGrant(int most, @Nullable PermitBucket bucket) {

    /**
     * The part of the request that is granted, or {@code null} if none is.
     *
     * @param lostIsDue whether a job waits that was lost before: if such are asked for one has room, or a busy queue would never run it
     */
    public @Nullable ClaimRequest within(ClaimRequest request, boolean lostIsDue) {
        boolean reserves = lostIsDue && request.quarantined() > 0;
        int limit = Math.min(request.limit(), Math.max(0, reserves ? most - 1 : most));
        int quarantined = Math.min(request.quarantined(), most - limit);
        return limit + quarantined == 0
                ? null
                : new ClaimRequest(
                        request.epoch(),
                        request.queue(),
                        limit,
                        quarantined,
                        request.order(),
                        request.firstNumber(),
                        true);
    }

    /** The bucket once so many were taken, or {@code null} without a rate. */
    public @Nullable PermitBucket after(int taken) {
        return bucket == null ? null : bucket.take(taken);
    }

    /** When to ask again once so many were taken: no sooner than there is a permit. */
    public @Nullable Instant nextDue(int taken, @Nullable Instant nextDue) {
        PermitBucket after = after(taken);
        return after == null || after.permits() > 0 ? nextDue : after.nextPermitAt();
    }
}
