package io.queuectl.core.engine;

/**
 * How many jobs a pool claims ahead of its free slots: what the slots get through while eight commits pass. One brings the next
 * jobs and one may be under way; the others make up for commits that take several times as long as most. Nothing for slow jobs,
 * whose wait for a claim is small beside their own time.
 * Confined to the leader of the lane.
 */
final class Prefetch {

    /** No pool holds more than this ahead: at the rate where it matters, a few milliseconds of work. */
    static final int MAX = 1_000;

    private static final double NEWEST = 0.3;
    private static final int COMMITS = 8;

    private final Pool pool;
    private final long longestWaitNanos;

    private long endedBefore;
    private long busyBefore;
    private double jobNanos = Double.NaN;
    private double commitNanos;

    /** The jobs turned out slower than thought: set by anybody, heeded at the next commit. */
    private volatile boolean tooMuch;

    /** @param longestWaitNanos no job may be expected to wait longer than this for its start */
    Prefetch(Pool pool, long longestWaitNanos) {
        this.pool = pool;
        this.longestWaitNanos = longestWaitNanos;
    }

    /** Learns from a commit of that length and from the attempts that ended since the one before. */
    void learn(long latestCommitNanos) {
        commitNanos = mix(commitNanos == 0 ? (double) latestCommitNanos : commitNanos, (double) latestCommitNanos);
        long ended = pool.ended();
        long busy = pool.busyNanos();
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
        return perSlot < 0.1 ? 0 : (int) Math.min(MAX, Math.ceil(perSlot * pool.slots()));
    }

    private static double mix(double before, double latest) {
        return before * (1 - NEWEST) + latest * NEWEST;
    }
}
