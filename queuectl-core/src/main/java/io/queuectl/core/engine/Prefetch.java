package io.queuectl.core.engine;

/**
 * How many jobs to claim ahead of free slots, or places in a queue: what the slots get through while eight commits pass. One brings the next
 * jobs and one may be under way; the others make up for commits that take several times as long as most. Nothing for slow jobs,
 * whose wait for a claim is small beside their own time.
 * Confined to the leader of the lane.
 */
final class Prefetch {

    /** No pool holds more than this ahead: at the rate where it matters, a few milliseconds of work. */
    static final int MAX = 1_000;

    /** Whose jobs they are. */
    interface Work {

        int slots();

        /** Attempts ended so far. */
        long ended();

        /** Nanoseconds of work done so far. */
        long busyNanos();
    }

    private static final double NEWEST = 0.3;
    private static final int COMMITS = 8;

    private final Work work;
    private final long longestWaitNanos;

    private long endedBefore;
    private long busyBefore;
    private double jobNanos = Double.NaN;
    private double commitNanos;

    /** The jobs turned out slower than thought: set by anybody, heeded at the next commit. */
    private volatile boolean tooMuch;

    /** @param longestWaitNanos no job may be expected to wait longer than this for its start */
    Prefetch(Work work, long longestWaitNanos) {
        this.work = work;
        this.longestWaitNanos = longestWaitNanos;
    }

    /** Learns from a commit of that length and from the attempts that ended since the one before. */
    void learn(long latestCommitNanos) {
        commitNanos = mix(commitNanos == 0 ? (double) latestCommitNanos : commitNanos, (double) latestCommitNanos);
        long ended = work.ended();
        long busy = work.busyNanos();
        if (tooMuch) {
            tooMuch = false;
            jobNanos = (double) longestWaitNanos;
            endedBefore = ended;
            busyBefore = busy;
        } else if (ended > endedBefore) {
            double latest = (double) (busy - busyBefore) / (double) (ended - endedBefore);
            jobNanos = mix(Double.isNaN(jobNanos) ? latest : jobNanos, latest);
            endedBefore = ended;
            busyBefore = busy;
        }
    }

    /** Jobs were held too long: take none ahead until attempts have shown again how long they take. */
    void heldTooLong() {
        tooMuch = true;
    }

    /** How many jobs to hold beyond the free slots. */
    int target() {
        if (Double.isNaN(jobNanos)) {
            return 0;
        }
        double window = Math.min(COMMITS * commitNanos, (double) longestWaitNanos);
        double perSlot = window / Math.max(jobNanos, 1.0);
        return perSlot < 0.1 ? 0 : (int) Math.min(MAX, Math.ceil(perSlot * work.slots()));
    }

    private static double mix(double before, double latest) {
        return before * (1 - NEWEST) + latest * NEWEST;
    }
}
