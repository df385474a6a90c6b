package io.queuectl.benchmarks.race;

import io.queuectl.benchmarks.Place;
import io.queuectl.benchmarks.contender.Burst;
import io.queuectl.benchmarks.contender.Session;
import io.queuectl.benchmarks.contender.Tally;
import io.queuectl.benchmarks.contender.Workload;

/**
 * Jobs enqueued one at a time for a time, with workers on. Timed until the database holds none that is not finished.
 *
 * @param producers threads that enqueue
 */
record EndToEndPhase(int producers) implements Phase {

    private static final int MOST = 1_000_000;

    @Override
    public String name() {
        return "end-to-end-" + producers;
    }

    @Override
    public void run(Course course) throws Exception {
        try (Place place = course.database().fresh()) {
            Tally tally = new Tally(MOST, Workload.NOTHING.work());
            try (Session session = course.contender().create(place, Workload.NOTHING, tally)) {
                session.start();
                long before = System.nanoTime();
                Burst burst = session.enqueue(producers, 0, MOST, course.scale().time());
                boolean all = tally.await(burst.jobs(), course.scale().cap());
                boolean done = all && session.awaitEmpty(course.scale().cap());
                double seconds = (System.nanoTime() - before) / 1e9;
                int ran = tally.count();
                session.stop();
                if (all) {
                    Checks.requireEachOnce(burst.jobs(), session, tally);
                } else {
                    Checks.requireNoneLost(burst.jobs(), session, tally);
                }
                if (!done) {
                    course.put(this, "cap", "s", course.scale().cap().toNanos() / 1e9);
                }
                course.put(this, "rate", "jobs/s", ran / seconds);
                course.put(this, "jobs", "jobs", burst.jobs());
            }
        }
    }
}
