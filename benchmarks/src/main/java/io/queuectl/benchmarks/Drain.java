package io.queuectl.benchmarks;

import io.queuectl.core.QueueCtl;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * How fast a backlog of jobs that do nothing is worked off, beside the raw database at 500 jobs a commit. Timed from the first start of a handler to the
 * commit of the last settlement.
 */
final class Drain {

    private static final int IN_A_COMMIT = 500;

    private final Database database;
    private final int jobs;
    private final int slots;
    private final Series raw = new Series("drain, raw, 500 a commit", "jobs/s");
    private final Series rawLoops = new Series("drain, raw, 500 a commit on two connections", "jobs/s");
    private final Series queuectl = new Series("drain, queuectl", "jobs/s");
    private final Series transactions = new Series("drain, queuectl, write transactions a job", "");
    private final Series processor = new Series("drain, queuectl, whole machine", "CPU s/10k jobs");
    private final Series rawProcessor = new Series("drain, raw, whole machine", "CPU s/10k jobs");

    private Drain(Database database, int jobs, int slots) {
        this.database = database;
        this.jobs = jobs;
        this.slots = slots;
    }

    /** Arguments: jobs a round (100000), rounds (5), slots (4). */
    public static void main(String... line) throws Exception {
        Arguments arguments = Arguments.of(line);
        Report report = new Report();
        for (Database database : arguments.stores()) {
            measure(report, database, arguments.number(0, 100_000), arguments.number(1, 5), arguments.number(2, 4));
        }
        System.out.println(report.markdown());
    }

    static void measure(Report report, Database database, int jobs, int rounds, int slots) throws Exception {
        new Drain(database, jobs, slots).round();
        Drain counted = new Drain(database, jobs, slots);
        for (int round = 0; round < rounds; round++) {
            counted.round();
        }
        counted.tell(report);
    }

    private void round() throws Exception {
        raw.add(raw(1, rawProcessor));
        queuectl.add(queuectl());
        if (database.raw().loops() > 1) {
            rawLoops.add(raw(database.raw().loops(), new Series("", "")));
        }
    }

    private void tell(Report report) {
        report.median(database, raw);
        report.median(database, queuectl);
        report.ratio(database, "drain, ratio", queuectl, raw);
        if (database.raw().loops() > 1) {
            report.median(database, rawLoops);
            report.ratio(database, "drain, ratio to two connections", queuectl, rawLoops);
        }
        report.median(database, transactions);
        report.median(database, processor);
        report.median(database, rawProcessor);
    }

    private double raw(int loops, Series cost) throws Exception {
        try (Place place = database.fresh();
                RawQueue first = place.createRaw()) {
            first.insert(Collections.nCopies(jobs, Backlog.PAYLOAD));
            List<RawQueue> others = new ArrayList<>();
            for (int i = 1; i < loops; i++) {
                others.add(place.joinRaw());
            }
            MachineTime time = new MachineTime();
            long before = System.nanoTime();
            int done = drain(first, others);
            double rate = done * 1e9 / (System.nanoTime() - before);
            cost.add(time.seconds() * 10_000 / jobs);
            for (RawQueue other : others) {
                other.close();
            }
            require(done == jobs && first.count(2) == jobs, "raw finished " + done + " of " + jobs);
            return rate;
        }
    }

    private static int drain(RawQueue first, List<RawQueue> others) throws Exception {
        ExecutorService threads = Executors.newCachedThreadPool();
        try {
            List<Future<Integer>> parts = new ArrayList<>();
            for (RawQueue other : others) {
                parts.add(threads.submit(() -> other.drain(IN_A_COMMIT)));
            }
            int done = first.drain(IN_A_COMMIT);
            for (Future<Integer> part : parts) {
                done += part.get();
            }
            return done;
        } catch (ExecutionException e) {
            throw new IllegalStateException("a raw loop failed", e);
        } finally {
            threads.shutdown();
        }
    }

    private double queuectl() throws Exception {
        try (Place place = database.fresh()) {
            CountingStore store = new CountingStore(place.open());
            CountDownLatch started = new CountDownLatch(1);
            Proof proof = new Proof(Backlog.fill(store, jobs));
            QueueCtl queue = QueueCtl.builder()
                    .store(store)
                    .handle(Backlog.NOTHING, (text, context) -> {
                        started.countDown();
                        proof.ran(context.id());
                    })
                    .build();
            try (queue) {
                long exchanges = store.exchanges();
                MachineTime time = new MachineTime();
                queue.start(workers -> workers.queue("default", slots));
                started.await();
                long before = System.nanoTime();
                store.awaitSettled(jobs);
                double rate = jobs * 1e9 / (System.nanoTime() - before);
                processor.add(time.seconds() * 10_000 / jobs);
                transactions.add((double) (store.exchanges() - exchanges) / jobs);
                proof.check(store);
                return rate;
            }
        }
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new IllegalStateException(message);
        }
    }
}
