package io.queuectl.api;

import org.jspecify.annotations.Nullable;

/**
 * What somebody set for a queue, for all nodes and producers of its database. They heed it within about a second.
 *
 * @param paused nothing of it starts; what runs goes on
 * @param draining it takes no new jobs, and works off those it has
 * @param maxRunning how many of its jobs may run at once on all nodes together, or {@code null} for any number
 * @param rate how many may start in a while on all nodes together, or {@code null} for any number
 * @param maxWaiting how many may wait before it takes no more, or {@code null} for any number
 */
public record QueueSettings(
        QueueName queue,
        boolean paused,
        boolean draining,
        @Nullable Integer maxRunning,
        @Nullable QueueRate rate,
        @Nullable Integer maxWaiting) {

    public QueueSettings {
        requirePositive("max running", maxRunning);
        requirePositive("max waiting", maxWaiting);
    }

    /** Those of a queue for which nobody set anything. */
    public static QueueSettings none(QueueName queue) {
        return new QueueSettings(queue, false, false, null, null, null);
    }

    public QueueSettings pause() {
        return new QueueSettings(queue, true, draining, maxRunning, rate, maxWaiting);
    }

    /** Undoes {@link #pause} and {@link #drain}. */
    public QueueSettings resume() {
        return new QueueSettings(queue, false, false, maxRunning, rate, maxWaiting);
    }

    public QueueSettings drain() {
        return new QueueSettings(queue, paused, true, maxRunning, rate, maxWaiting);
    }

    /** {@code null} for any number. */
    public QueueSettings maxRunning(@Nullable Integer most) {
        return new QueueSettings(queue, paused, draining, most, rate, maxWaiting);
    }

    /** {@code null} for any number. */
    public QueueSettings rate(@Nullable QueueRate most) {
        return new QueueSettings(queue, paused, draining, maxRunning, most, maxWaiting);
    }

    /** {@code null} for any number. */
    public QueueSettings maxWaiting(@Nullable Integer most) {
        return new QueueSettings(queue, paused, draining, maxRunning, rate, most);
    }

    /** Whether nobody set anything. */
    public boolean isNone() {
        return equals(none(queue));
    }

    /** Whether claims have to count: it may run so many only, or start so many only. */
    public boolean limitsClaims() {
        return maxRunning != null || rate != null;
    }

    private static void requirePositive(String what, @Nullable Integer value) {
        if (value != null && value < 1) {
            throw new IllegalArgumentException(what + " " + value + " is not 1 or more; to let nothing run, pause");
        }
    }
}
