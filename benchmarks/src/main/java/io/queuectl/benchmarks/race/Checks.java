package io.queuectl.benchmarks.race;

import io.queuectl.benchmarks.contender.Session;
import io.queuectl.benchmarks.contender.Tally;
import java.time.Duration;

/** What holds a contender to its promises, and how it is given its jobs. */
final class Checks {

    private static final int SMALL = 500;
    private static final int PART = 10_000;
    private static final long QUICK = 200_000_000;

    private Checks() {}

    /**
     * Enqueues jobs in parts until there are that many or the time is over; answers how many there are. The parts grow while they take no time, so that a slow
     * contender does not overrun it.
     */
    static int fill(Session session, int jobs, Duration atMost) throws Exception {
        long start = System.nanoTime();
        int filled = 0;
        int part = SMALL;
        while (filled < jobs && System.nanoTime() - start < atMost.toNanos()) {
            int count = Math.min(part, jobs - filled);
            long before = System.nanoTime();
            session.enqueueAll(filled, count);
            filled += count;
            part = System.nanoTime() - before < QUICK ? PART : part;
        }
        return filled;
    }

    /** @throws IllegalStateException if the database holds another number of jobs */
    static void requireEnqueued(int said, Session session) throws Exception {
        long there = session.unfinished();
        if (said != there) {
            throw new IllegalStateException(said + " jobs were acknowledged and " + there + " are in the database");
        }
    }

    /**
     * Of a session that has stopped and worked off all.
     *
     * @throws IllegalStateException if a job did not run exactly once, or is not finished in the database
     */
    static void requireEachOnce(int jobs, Session session, Tally tally) throws Exception {
        tally.requireEachOnce(jobs);
        long left = session.unfinished();
        if (left != 0) {
            throw new IllegalStateException(left + " of " + jobs + " jobs are not finished in the database");
        }
    }

    /**
     * Of a session that was stopped on its way.
     *
     * @throws IllegalStateException if a job ran twice, or more are finished in the database than ran
     */
    static void requireNoneLost(int jobs, Session session, Tally tally) throws Exception {
        tally.requireNoneTwice();
        long finished = jobs - session.unfinished();
        if (finished > tally.count()) {
            throw new IllegalStateException(
                    finished + " jobs are finished in the database and " + tally.count() + " ran");
        }
    }
}
