package io.queuectl.core.spi;

import io.queuectl.api.QueueName;
import io.queuectl.api.QueueSettings;
import java.time.Instant;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What a store keeps of a queue for which somebody set something.
 *
 * @param bucket {@code null} without a rate
 */
public record QueueRow(QueueSettings settings, @Nullable PermitBucket bucket) {

    public static QueueRow none(QueueName queue) {
        return new QueueRow(QueueSettings.none(queue), null);
    }

    /** After a change of the settings; one that names another queue is none. */
    public QueueRow changed(UnaryOperator<QueueSettings> change, Instant now) {
        QueueSettings after = change.apply(settings);
        if (!after.queue().equals(settings.queue())) {
            throw new IllegalArgumentException("settings of queue " + after.queue() + " for queue " + settings.queue());
        }
        return new QueueRow(after, PermitBucket.changed(bucket, after.rate(), now));
    }

    /**
     * What it lets a marked request have.
     *
     * @param running jobs of the queue that are processing; any number if {@link QueueSettings#maxRunning()} is not set
     */
    public QueueGrant grant(int running, Instant now) {
        PermitBucket refilled = bucket == null ? null : bucket.refilled(now);
        int most = settings.paused() ? 0 : Integer.MAX_VALUE;
        Integer maxRunning = settings.maxRunning();
        if (maxRunning != null) {
            most = Math.min(most, Math.max(0, maxRunning - running));
        }
        if (refilled != null) {
            most = Math.min(most, refilled.permits());
        }
        return new QueueGrant(most, refilled);
    }

    /** Once so many were taken under a grant: this very row if there is nothing to write. */
    public QueueRow taken(QueueGrant grant, int count) {
        PermitBucket after = grant.after(count);
        // A clock that was set back must not be waited for: that it was has to be remembered.
        return after == null || bucket == null || (count == 0 && !after.at().isBefore(bucket.at()))
                ? this
                : with(after);
    }

    public QueueRow with(@Nullable PermitBucket other) {
        return new QueueRow(settings, other);
    }
}
