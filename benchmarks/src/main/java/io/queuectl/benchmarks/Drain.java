package io.queuectl.benchmarks;

import io.queuectl.api.JobRequest;
import io.queuectl.api.JobState;
import io.queuectl.api.JobType;
import io.queuectl.core.QueueCtl;
import io.queuectl.core.spi.JobStore;
import io.queuectl.core.spi.StateCount;
import io.queuectl.store.sqlite.SqliteStore;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicIntegerArray;

/** How fast a backlog of jobs that do nothing is worked off on SQLite FULL, beside the raw database at 500 jobs a commit. */
final class Drain {

    private static final String PAYLOAD = "{\"image\":7,\"width\":300,\"note\":\"" + "x".repeat(70) + "\"}";
    private static final JobType<String> NOTHING = JobType.text("nothing");

    private Drain() {}

    /** Arguments: jobs a round (100000), rounds (5), slots (4). */
    public static void main(String[] arguments) throws Exception {
        int jobs = Arguments.number(arguments, 0, 100_000);
        int rounds = Arguments.number(arguments, 1, 5);
        int slots = Arguments.number(arguments, 2, 4);
        Series raw = new Series("raw SQLite FULL, 500 a commit", "jobs/s");
        Series queuectl = new Series("queuectl on SQLite FULL", "jobs/s");
        Series transactions = new Series("queuectl write transactions a job", "");
        raw(jobs / 4);
        queuectl(jobs / 4, slots, new Series("", ""));
        for (int round = 0; round < rounds; round++) {
            raw.add(raw(jobs));
            queuectl.add(queuectl(jobs, slots, transactions));
        }
        System.out.println(raw);
        System.out.println(queuectl);
        System.out.printf("%-34s median %10.5f%n", "queuectl write transactions a job", transactions.median());
        System.out.printf("%-34s        %10.2f%n", "ratio of the medians", queuectl.median() / raw.median());
    }

    private static double raw(int jobs) throws Exception {
        try (Scratch scratch = new Scratch();
                RawSqlite raw = new RawSqlite(scratch.file("raw.db"))) {
            raw.insert(jobs, PAYLOAD);
            long before = System.nanoTime();
            int done = raw.drain(500);
            double rate = done * 1e9 / (System.nanoTime() - before);
            require(done == jobs, "raw finished " + done + " of " + jobs);
            return rate;
        }
    }

    private static double queuectl(int jobs, int slots, Series transactions) throws Exception {
        AtomicIntegerArray runs = new AtomicIntegerArray(jobs);
        CountDownLatch started = new CountDownLatch(1);
        try (Scratch scratch = new Scratch()) {
            CountingStore store = new CountingStore(SqliteStore.open(scratch.file("queue.db")));
            QueueCtl queue = QueueCtl.builder()
                    .store(store)
                    .handle(NOTHING, (text, context) -> {
                        started.countDown();
                        runs.incrementAndGet(Integer.parseInt(context.id().text()) - 1);
                    })
                    .build();
            try (queue) {
                queue.enqueueAll(requests(jobs));
                long exchanges = store.exchanges();
                queue.start(workers -> workers.queue("default", slots));
                started.await();
                long before = System.nanoTime();
                awaitDrained(store, jobs);
                double rate = jobs * 1e9 / (System.nanoTime() - before);
                transactions.add((double) (store.exchanges() - exchanges) / jobs);
                for (int i = 0; i < jobs; i++) {
                    require(runs.get(i) == 1, "job " + (i + 1) + " ran " + runs.get(i) + " times");
                }
                return rate;
            }
        }
    }

    private static void awaitDrained(CountingStore store, int jobs) throws InterruptedException {
        store.awaitSettled(jobs);
        long completed = completed(store);
        require(completed == jobs, completed + " of " + jobs + " are completed in the database");
    }

    private static long completed(JobStore store) {
        return store.queries().counts().stream()
                .filter(count -> count.state() == JobState.COMPLETED)
                .mapToLong(StateCount::count)
                .sum();
    }

    private static List<JobRequest> requests(int jobs) {
        List<JobRequest> requests = new ArrayList<>(jobs);
        for (int i = 0; i < jobs; i++) {
            requests.add(NOTHING.of(PAYLOAD));
        }
        return requests;
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new IllegalStateException(message);
        }
    }
}
