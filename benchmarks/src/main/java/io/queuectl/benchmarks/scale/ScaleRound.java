package io.queuectl.benchmarks.scale;

import io.queuectl.api.JobRequest;
import io.queuectl.api.JobState;
import io.queuectl.api.JobType;
import io.queuectl.benchmarks.CountingStore;
import io.queuectl.benchmarks.Database;
import io.queuectl.benchmarks.Place;
import io.queuectl.benchmarks.Series;
import io.queuectl.benchmarks.contender.Ticket;
import io.queuectl.core.QueueCtl;
import io.queuectl.core.spi.JobStore;
import io.queuectl.core.spi.StateCount;
import io.queuectl.core.spi.StopMode;
import java.io.File;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.stream.IntStream;

/** One round of {@link Scale}: a fresh database with that many jobs waiting, and what can be done beside them. */
final class ScaleRound {

    private static final int A_CALL = 1_000;
    private static final int LAST = 100_000;
    private static final int DRAINED = 40_000;
    private static final int SLOTS = 4;
    private static final int LOOKS = 3;
    private static final long ENQUEUE_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final JobType<String> NOTHING = JobType.text("nothing");

    private final Database database;
    private final int size;
    private final Map<Figure, Double> figures = new EnumMap<>(Figure.class);

    private ScaleRound(Database database, int size) {
        this.database = database;
        this.size = size;
    }

    static Map<Figure, Double> run(Database database, int size) throws Exception {
        ScaleRound round = new ScaleRound(database, size);
        try (Place place = database.fresh()) {
            if (database == Database.H2_MEMORY) {
                round.inMemory(place);
            } else {
                round.inFiles(place);
            }
        }
        return round.figures;
    }

    private void inMemory(Place place) throws Exception {
        JobStore store = place.open();
        fill(QueueCtl.builder().store(store).build());
        work(store);
    }

    /** Closed and opened in between: nobody has analysed anything, and what a database does at its end is done. */
    private void inFiles(Place place) throws Exception {
        try (QueueCtl queue = QueueCtl.builder().store(place.open()).build()) {
            fill(queue);
        }
        figures.put(Figure.SIZE, (double) bytes(place) / size);
        work(place.open());
    }

    private void fill(QueueCtl queue) {
        int before = Math.max(0, size - LAST);
        enqueueAll(queue, 0, before);
        long start = System.nanoTime();
        enqueueAll(queue, before, size);
        figures.put(Figure.ENQUEUE_BULK, (size - before) * 1e9 / (System.nanoTime() - start));
    }

    private static void enqueueAll(QueueCtl queue, int from, int to) {
        for (int first = from; first < to; first += A_CALL) {
            queue.enqueueAll(IntStream.range(first, Math.min(first + A_CALL, to))
                    .mapToObj(ScaleRound::job)
                    .toList());
        }
    }

    private static JobRequest job(int number) {
        return NOTHING.of(Ticket.text(number));
    }

    private long bytes(Place place) throws Exception {
        if (database != Database.POSTGRES) {
            String file = place.location().replaceFirst("^jdbc:h2:", "");
            return List.of("", "-wal", ".mv.db").stream()
                    .mapToLong(ending -> new File(file + ending).length())
                    .sum();
        }
        try (Connection connection = place.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("""
                        SELECT SUM(pg_total_relation_size(c.oid))
                        FROM pg_class c
                        WHERE c.relnamespace = CAST(current_schema() AS regnamespace) AND c.relkind = 'r'""")) {
            row.next();
            return row.getLong(1);
        }
    }

    /** @param opened closed at the end */
    private void work(JobStore opened) throws Exception {
        CountingStore store = new CountingStore(opened);
        look(store);
        int all = size + enqueue(QueueCtl.builder().store(store).build());
        AtomicIntegerArray runs = new AtomicIntegerArray(all);
        CountDownLatch first = new CountDownLatch(1);
        QueueCtl worker = QueueCtl.builder()
                .store(store)
                .handle(NOTHING, (text, context) -> {
                    first.countDown();
                    runs.incrementAndGet(Ticket.number(text));
                })
                .build();
        try (worker) {
            worker.start(workers -> workers.queue("default", SLOTS));
            first.await();
            long before = System.nanoTime();
            long settled = store.awaitSettled(Math.min(DRAINED, size));
            figures.put(Figure.DRAIN, settled * 1e9 / (System.nanoTime() - before));
            worker.requestStop(StopMode.DRAIN);
            require(worker.awaitStopped(PATIENCE), "the worker did not stop within " + PATIENCE);
            check(runs, count(store, JobState.COMPLETED));
        }
    }

    private static long count(JobStore store, JobState state) {
        return store.queries().counts().stream()
                .filter(count -> count.state() == state)
                .mapToLong(StateCount::count)
                .sum();
    }

    private void look(JobStore store) {
        Series counts = new Series("counts", "ms");
        Series next = new Series("next", "ms");
        for (int i = 0; i < LOOKS; i++) {
            long before = System.nanoTime();
            long found = count(store, JobState.PENDING);
            long between = System.nanoTime();
            store.queries().nextScheduled(Instant.now());
            next.add((System.nanoTime() - between) / 1e6);
            counts.add((between - before) / 1e6);
            require(found == size, found + " of " + size + " jobs wait");
        }
        figures.put(Figure.COUNTS, counts.median());
        figures.put(Figure.NEXT, next.median());
    }

    private int enqueue(QueueCtl queue) {
        long before = System.nanoTime();
        int count = 0;
        while (System.nanoTime() - before < ENQUEUE_NANOS) {
            queue.enqueue(job(size + count));
            count++;
        }
        figures.put(Figure.ENQUEUE_ONE, count * 1e9 / (System.nanoTime() - before));
        return count;
    }

    /** Every job that ran did so once, and as many are completed in the database. */
    static void check(AtomicIntegerArray runs, long completed) {
        long ran = 0;
        for (int number = 0; number < runs.length(); number++) {
            int times = runs.get(number);
            require(times <= 1, "job " + number + " ran " + times + " times");
            ran += times;
        }
        require(ran == completed, ran + " jobs ran and " + completed + " are completed");
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new IllegalStateException(message);
        }
    }
}
