package io.queuectl.core.spi;

import io.queuectl.api.QueueName;
import io.queuectl.api.QueueSettings;
import java.time.Instant;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What a store keeps of a queue for which somebody set something.
 *
 * @param bucket {@code null} without a rate
 * @param places none where it is not bounded how many run
 */
public record QueueRow(QueueSettings settings, @Nullable PermitBucket bucket, NodePlaces places) {

    public static QueueRow none(QueueName queue) {
        return new QueueRow(QueueSettings.none(queue), null, NodePlaces.NONE);
    }

    /** After a change of the settings; one that names another queue is none. */
    public QueueRow changed(UnaryOperator<QueueSettings> change, Instant now) {
        QueueSettings after = change.apply(settings);
        if (!after.queue().equals(settings.queue())) {
            throw new IllegalArgumentException("settings of queue " + after.queue() + " for queue " + settings.queue());
        }
        // While it was not bounded nodes have run more than their places.
        boolean bounded = after.maxRunning() != null && settings.maxRunning() != null;
        return new QueueRow(after, PermitBucket.changed(bucket, after.rate(), now), bounded ? places : NodePlaces.NONE);
    }

    /**
     * What it lets a marked request have.
     *
     * @param held how many jobs of the queue each node holds, by epoch, as far as {@link ClaimRequest#counts} says. Any if {@link
     *     QueueSettings#maxRunning()} is not set
     */
    public QueueGrant grant(ClaimRequest request, Map<Long, Integer> held, Instant now) {
        PermitBucket refilled = bucket == null ? null : bucket.refilled(now);
        int most = settings.paused() ? 0 : Integer.MAX_VALUE;
        if (refilled != null) {
            most = Math.min(most, refilled.permits());
        }
        Integer bound = settings.maxRunning();
        PlaceWish wish = request.places();
        if (bound == null) {
            return new QueueGrant(most, refilled, null, places, places);
        }
        if (wish == null) {
            return new QueueGrant(
                    Math.min(most, Math.max(0, bound - places.running(held))), refilled, null, places, places);
        }
        NodePlaces.Answer answer = places.give(request.epoch(), wish, bound, held, now);
        int free = answer.count() == 0 ? 0 : Math.max(0, answer.count() - wish.kept()) + wish.ahead();
        // Who holds nothing and gets nothing uses none: nodes that poll an idle queue must not write.
        boolean idle = wish.held() == 0 && answer.count() > 0;
        return new QueueGrant(
                Math.min(most, free), refilled, answer.count(), answer.after(), idle ? places : answer.after());
    }

    /** Once so many were taken under a grant: equal to this if there is nothing to write. */
    public QueueRow taken(QueueGrant grant, int count) {
        PermitBucket after = grant.bucketAfter(count);
        // A clock that was set back must not be waited for: that it was has to be remembered.
        boolean same =
                after == null || bucket == null || (count == 0 && !after.at().isBefore(bucket.at()));
        return new QueueRow(settings, same ? bucket : after, count == 0 ? grant.untaken() : grant.after());
    }

    public QueueRow with(@Nullable PermitBucket other) {
        return new QueueRow(settings, other, places);
    }
}
