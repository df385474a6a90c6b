package io.queuectl.benchmarks.race;

import io.queuectl.benchmarks.Place;
import io.queuectl.benchmarks.contender.Burst;
import io.queuectl.benchmarks.contender.Session;
import io.queuectl.benchmarks.contender.Tally;
import io.queuectl.benchmarks.contender.Workload;

/**
 * Jobs enqueued one at a time for a time, each committed when its call returns, with no workers on. What was acknowledged must be in the database.
 *
 * @param threads that enqueue at once
 */
record EnqueuePhase(int threads) implements Phase {

    private static final int MOST = 10_000_000;

    @Override
    public String name() {
        return "enqueue-" + threads;
    }

    @Override
    public void run(Course course) throws Exception {
        try (Place place = course.database().fresh();
                Session session =
                        course.contender().create(place, Workload.NOTHING, new Tally(1, Workload.NOTHING.work()))) {
            Burst burst = session.enqueue(threads, 0, MOST, course.scale().time());
            Checks.requireEnqueued(burst.jobs(), session);
            course.put(this, "rate", "jobs/s", burst.rate());
        }
    }
}
