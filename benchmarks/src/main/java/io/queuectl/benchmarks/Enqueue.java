package io.queuectl.benchmarks;

import io.queuectl.api.JobState;
import io.queuectl.core.QueueCtl;
import io.queuectl.core.spi.JobStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * How many jobs a second threads enqueue one at a time, each committed when the call returns, beside threads that insert and commit one row at a time on a
 * connection of their own. Each contender has a fixed time, and what it says it enqueued must be in the database at its end.
 */
final class Enqueue {

    private static final int[] THREADS = {1, 4};

    private final Database database;
    private final Duration time;
    private final Map<Integer, Series> raw = new LinkedHashMap<>();
    private final Map<Integer, Series> queuectl = new LinkedHashMap<>();

    private Enqueue(Database database, Duration time) {
        this.database = database;
        this.time = time;
        for (int threads : THREADS) {
            String name = "enqueue, " + threads + (threads == 1 ? " thread" : " threads");
            raw.put(threads, new Series(name + ", raw", "jobs/s"));
            queuectl.put(threads, new Series(name + ", queuectl", "jobs/s"));
        }
    }

    /** Arguments: milliseconds a contender (2000), rounds (5). */
    public static void main(String... line) throws Exception {
        Arguments arguments = Arguments.of(line);
        Report report = new Report();
        for (Database database : arguments.stores()) {
            measure(report, database, Duration.ofMillis(arguments.number(0, 2_000)), arguments.number(1, 5));
        }
        System.out.println(report.markdown());
    }

    static void measure(Report report, Database database, Duration time, int rounds) throws Exception {
        new Enqueue(database, time).round();
        Enqueue counted = new Enqueue(database, time);
        for (int round = 0; round < rounds; round++) {
            counted.round();
        }
        counted.tell(report);
    }

    private void round() throws Exception {
        for (int threads : THREADS) {
            at(raw, threads).add(raw(threads));
            at(queuectl, threads).add(queuectl(threads));
        }
    }

    private void tell(Report report) {
        for (int threads : THREADS) {
            Series floor = at(raw, threads);
            Series ours = at(queuectl, threads);
            report.median(database, floor);
            report.median(database, ours);
            report.ratio(
                    database, "enqueue, " + threads + (threads == 1 ? " thread" : " threads") + ", ratio", ours, floor);
        }
    }

    private static Series at(Map<Integer, Series> all, int threads) {
        Series series = all.get(threads);
        if (series == null) {
            throw new IllegalArgumentException(threads + " threads are not measured");
        }
        return series;
    }

    private double raw(int threads) throws Exception {
        try (Place place = database.fresh();
                RawQueue first = place.createRaw()) {
            List<RawQueue> connections = new ArrayList<>(List.of(first));
            while (connections.size() < threads) {
                connections.add(place.joinRaw());
            }
            long before = System.nanoTime();
            long inserted = inTime(connections.stream()
                    .<Step>map(own -> () -> own.insert(Backlog.PAYLOAD))
                    .toList());
            double rate = inserted * 1e9 / (System.nanoTime() - before);
            require(inserted, first.count(0));
            for (RawQueue connection : connections) {
                connection.close();
            }
            return rate;
        }
    }

    private double queuectl(int threads) throws Exception {
        try (Place place = database.fresh()) {
            JobStore store = place.open();
            try (QueueCtl queue = QueueCtl.builder().store(store).build()) {
                Step one = () -> queue.enqueue(Backlog.NOTHING.of(Backlog.PAYLOAD));
                List<Step> steps = new ArrayList<>();
                while (steps.size() < threads) {
                    steps.add(one);
                }
                long before = System.nanoTime();
                long enqueued = inTime(steps);
                double rate = enqueued * 1e9 / (System.nanoTime() - before);
                require(enqueued, Proof.count(store, JobState.PENDING));
                return rate;
            }
        }
    }

    /** One job enqueued and durable. */
    private interface Step {
        void run() throws Exception;
    }

    /** Repeats each step on a thread of its own until the time is over; answers how many were done. */
    private long inTime(List<Step> steps) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(steps.size());
        try {
            long end = System.nanoTime() + time.toNanos();
            List<Callable<Long>> loops = new ArrayList<>();
            for (Step step : steps) {
                loops.add(() -> repeat(step, end));
            }
            long done = 0;
            for (Future<Long> loop : threads.invokeAll(loops)) {
                done += loop.get();
            }
            return done;
        } finally {
            threads.shutdown();
        }
    }

    private static long repeat(Step step, long end) throws Exception {
        long done = 0;
        while (System.nanoTime() - end < 0) {
            step.run();
            done++;
        }
        return done;
    }

    private static void require(long said, long there) {
        if (said != there) {
            throw new IllegalStateException(said + " jobs were acknowledged and " + there + " are in the database");
        }
    }
}
