package io.queuectl.benchmarks.race;

import io.queuectl.benchmarks.Place;
import io.queuectl.benchmarks.contender.Session;
import io.queuectl.benchmarks.contender.Tally;
import io.queuectl.benchmarks.contender.Workload;

/** Many jobs enqueued as fast as the contender can, ten thousand a call, with no workers on. */
record BulkPhase() implements Phase {

    @Override
    public String name() {
        return "enqueue-bulk";
    }

    @Override
    public void run(Course course) throws Exception {
        try (Place place = course.database().fresh();
                Session session =
                        course.contender().create(place, Workload.NOTHING, new Tally(1, Workload.NOTHING.work()))) {
            long before = System.nanoTime();
            int filled = Checks.fill(session, course.size(), course.scale().fill());
            double rate = filled * 1e9 / (System.nanoTime() - before);
            Checks.requireEnqueued(filled, session);
            course.put(this, "rate", "jobs/s", rate);
            if (filled < course.size()) {
                course.put(this, "cap", "s", course.scale().fill().toNanos() / 1e9);
            }
        }
    }
}
