package io.queuectl.benchmarks.race;

import io.queuectl.benchmarks.Database;
import io.queuectl.benchmarks.Place;
import io.queuectl.benchmarks.Series;
import io.queuectl.benchmarks.contender.Session;
import io.queuectl.benchmarks.contender.Tally;
import io.queuectl.benchmarks.contender.Workload;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * From before the call that enqueues a job to the start of its handler, with nothing else going on.
 *
 * @param across whether another process enqueues; all processes of a host have one {@link System#nanoTime} on Linux
 */
record PickUpPhase(boolean across) implements Phase {

    private static final Duration GAP = Duration.ofMillis(20);

    @Override
    public String name() {
        return across ? "pick-up-across" : "pick-up-idle";
    }

    @Override
    public boolean fits(Database database) {
        return !across || database != Database.H2_MEMORY;
    }

    @Override
    public void run(Course course) throws Exception {
        int most = course.scale().pickUps();
        Series millis = new Series("", "ms");
        try (Place fresh = course.database().fresh()) {
            Place place = across ? fresh.toShare() : fresh;
            Tally tally = new Tally(most, Duration.ZERO);
            try (Session session = course.contender().create(place, Workload.NOTHING, tally);
                    Session.Producer producer =
                            across ? RemoteProducer.start(course, place, most) : session.producer()) {
                session.start();
                long end = System.nanoTime() + course.scale().cap().toNanos();
                boolean heard = true;
                for (int i = 0; heard && i < most && System.nanoTime() - end < 0; i++) {
                    LockSupport.parkNanos(GAP.toNanos() + TimeUnit.MILLISECONDS.toNanos(i % 17));
                    long before = producer.enqueue(i);
                    heard = tally.await(i + 1, Scale.PATIENCE);
                    if (heard) {
                        millis.add((tally.start(i) - before) / 1e6);
                    }
                }
                session.stop();
                tally.requireNoneTwice();
            }
        }
        course.putLatencies(this, millis);
    }
}
