package io.queuectl.benchmarks.race;

import io.queuectl.benchmarks.Place;
import io.queuectl.benchmarks.Series;
import io.queuectl.benchmarks.contender.Burst;
import io.queuectl.benchmarks.contender.Session;
import io.queuectl.benchmarks.contender.Tally;
import io.queuectl.benchmarks.contender.Workload;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;

/**
 * From before the call that enqueues a job to the start of its handler, while two threads enqueue half as many a second as they could: what they can is
 * tried first, with workers on. A thread that falls behind its times catches up, and each job counts from its own call.
 */
record HalfLoadPhase() implements Phase {

    private static final int MOST = 1_000_000;
    private static final int PRODUCERS = 2;

    @Override
    public String name() {
        return "pick-up-half-load";
    }

    @Override
    public void run(Course course) throws Exception {
        try (Place place = course.database().fresh()) {
            Tally tally = new Tally(MOST, Duration.ZERO);
            try (Session session = course.contender().create(place, Workload.NOTHING, tally)) {
                session.start();
                long before = System.nanoTime();
                Burst burst =
                        session.enqueue(PRODUCERS, 0, MOST / 2, course.scale().time());
                if (!tally.await(burst.jobs(), patience(course))) {
                    throw new IllegalStateException(tally.count() + " of " + burst.jobs() + " jobs ran in time");
                }
                double most = burst.jobs() * 1e9 / (System.nanoTime() - before);
                Series millis = load(course, session, tally, burst.jobs(), most / 2);
                session.stop();
                tally.requireNoneTwice();
                course.put(this, "rate", "jobs/s", most / 2);
                course.putLatencies(this, millis);
            }
        }
    }

    private static Series load(Course course, Session session, Tally tally, int from, double rate) throws Exception {
        int each = (int) Math.max(1, rate / PRODUCERS * course.scale().time().toMillis() / 1_000);
        long gap = (long) (1e9 * PRODUCERS / rate);
        ExecutorService threads = Executors.newFixedThreadPool(PRODUCERS);
        try {
            List<Callable<long[]>> loops = new ArrayList<>();
            for (int i = 0; i < PRODUCERS; i++) {
                int first = from + i * each;
                loops.add(() -> produce(session, first, each, gap));
            }
            List<Future<long[]>> begun = threads.invokeAll(loops);
            if (!tally.await(from + PRODUCERS * each, patience(course))) {
                throw new IllegalStateException("not all jobs of half the load ran in time");
            }
            Series millis = new Series("", "ms");
            for (int i = 0; i < PRODUCERS; i++) {
                long[] starts = begun.get(i).get();
                for (int j = 0; j < each; j++) {
                    millis.add((tally.start(from + i * each + j) - starts[j]) / 1e6);
                }
            }
            return millis;
        } finally {
            threads.shutdown();
        }
    }

    private static Duration patience(Course course) {
        return course.scale().cap().plus(Scale.PATIENCE);
    }

    private static long[] produce(Session session, int first, int count, long gap) throws Exception {
        long[] begun = new long[count];
        try (Session.Producer producer = session.producer()) {
            long start = System.nanoTime();
            for (int i = 0; i < count; i++) {
                long rest = start + i * gap - System.nanoTime();
                if (rest > 0) {
                    LockSupport.parkNanos(rest);
                }
                begun[i] = producer.enqueue(first + i);
            }
        }
        return begun;
    }
}
