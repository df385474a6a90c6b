package io.queuectl.cli.command;

import java.time.Duration;

/** A moment after which waiting ends, by the monotonic clock. */
final class Deadline {

    static final Deadline NEVER = new Deadline(Long.MAX_VALUE, 0);

    private final long nanos;
    private final long start;

    private Deadline(long nanos, long start) {
        this.nanos = nanos;
        this.start = start;
    }

    static Deadline in(Duration duration) {
        long most = Duration.ofDays(36_500).toNanos();
        Duration bounded = duration.compareTo(Duration.ofNanos(most)) > 0 ? Duration.ofNanos(most) : duration;
        return new Deadline(bounded.toNanos(), System.nanoTime());
    }

    boolean isOver() {
        return left() <= 0;
    }

    /** The duration, or what is left if that is less. */
    Duration atMost(Duration duration) {
        long left = Math.max(0, left());
        return left < duration.toNanos() ? Duration.ofNanos(left) : duration;
    }

    private long left() {
        return nanos == Long.MAX_VALUE ? Long.MAX_VALUE : nanos - (System.nanoTime() - start);
    }
}
