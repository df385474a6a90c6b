package io.queuectl.api;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How full a queue is and how it moves.
 *
 * @param due jobs that could be claimed now
 * @param scheduled jobs that come due later
 * @param running jobs that are processing
 * @param completedLastMinute jobs completed in the minute before now, as far as they are still kept
 * @param oldestDue when the job came due that is due for longest, or {@code null} if none is
 */
public record QueueDepth(
        QueueName queue,
        long due,
        long scheduled,
        long running,
        long completedLastMinute,
        @Nullable Instant oldestDue) {

    /** That of a queue without jobs. */
    public static QueueDepth none(QueueName queue) {
        return new QueueDepth(queue, 0, 0, 0, 0, null);
    }

    /** All that wait. */
    public long waiting() {
        return due + scheduled;
    }
}
