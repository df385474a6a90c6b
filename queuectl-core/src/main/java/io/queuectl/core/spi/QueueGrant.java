package io.queuectl.core.spi;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How many jobs a marked request may have: what every store works out in the same way, from what it read under the lock of the queue's row.
 *
 * @param most zero or more
 * @param bucket refilled, or {@code null} without a rate
 * @param places how many of its jobs the node may run at a time, or {@code null} if that is not bounded or it said nothing of places
 * @param after what is kept of the places of all nodes
 * @param untaken the same if nothing is taken
 */
public record QueueGrant(
        int most, @Nullable PermitBucket bucket, @Nullable Integer places, NodePlaces after, NodePlaces untaken) {

    /**
     * The part of the request that is granted, or {@code null} if none is.
     *
     * @param lostIsDue whether a job waits that was lost before: if such are asked for one has room, or a busy queue would never run it
     */
    public @Nullable ClaimRequest within(ClaimRequest request, boolean lostIsDue) {
        boolean reserves = lostIsDue && request.quarantined() > 0;
        int limit = Math.min(request.limit(), Math.max(0, reserves ? most - 1 : most));
        int quarantined = Math.min(request.quarantined(), most - limit);
        return limit + quarantined == 0 ? null : request.of(limit, quarantined);
    }

    /** The answer under this grant to a request that got those, where that would be all there is to say. */
    public Claimed answer(List<Claim> claims, int taken, @Nullable Instant nextDue) {
        return new Claimed(claims, nextDue(taken, nextDue), true, places);
    }

    /** The bucket once so many were taken, or {@code null} without a rate. */
    @Nullable
    PermitBucket bucketAfter(int taken) {
        return bucket == null ? null : bucket.take(taken);
    }

    /** When to ask again once so many were taken: no sooner than there is a permit. */
    private @Nullable Instant nextDue(int taken, @Nullable Instant nextDue) {
        PermitBucket left = bucketAfter(taken);
        return left == null || left.permits() > 0 ? nextDue : left.nextPermitAt();
    }
}
