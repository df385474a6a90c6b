package io.queuectl.benchmarks.contender;

import io.queuectl.benchmarks.Place;
import io.queuectl.benchmarks.RawQueue;
import io.queuectl.benchmarks.RawSql;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/** Loops that claim and finish, each on a connection of its own; an insert here rings for one that found nothing. */
final class RawSession implements Session {

    private static final int IN_A_COMMIT = 10_000;
    private static final long GLANCE = 50_000;

    private final Raw raw;
    private final Place place;
    private final RawSql sql;
    private final Tally tally;
    private final RawQueue own;
    private final Semaphore bell = new Semaphore(0);
    private final AtomicLong inserted = new AtomicLong();
    private final AtomicLong finished = new AtomicLong();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Future<?>> loops = new ArrayList<>();
    private volatile boolean stopping;

    private RawSession(Raw raw, Place place, Tally tally, RawQueue own) {
        this.raw = raw;
        this.place = place;
        this.sql = raw.sql(place.database());
        this.tally = tally;
        this.own = own;
    }

    static RawSession create(Raw raw, Place place, Tally tally) throws SQLException {
        RawQueue queue = RawQueue.create(place.connector().connect(), raw.sql(place.database()));
        return new RawSession(raw, place, tally, queue);
    }

    static RawSession join(Raw raw, Place place, Tally tally) throws SQLException {
        RawQueue queue = RawQueue.join(place.connector().connect(), raw.sql(place.database()));
        return new RawSession(raw, place, tally, queue);
    }

    @Override
    public Producer producer() throws SQLException {
        RawQueue queue = RawQueue.join(place.connector().connect(), sql);
        return new Producer() {
            @Override
            public long enqueue(int number) throws SQLException {
                long before = System.nanoTime();
                queue.insert(Ticket.text(number));
                inserted.incrementAndGet();
                if (bell.availablePermits() == 0) {
                    bell.release();
                }
                return before;
            }

            @Override
            public void close() throws SQLException {
                queue.close();
            }
        };
    }

    @Override
    public void enqueueAll(int from, int count) throws SQLException {
        for (int done = 0; done < count; done += IN_A_COMMIT) {
            int first = from + done;
            own.insert(IntStream.range(first, first + Math.min(IN_A_COMMIT, count - done))
                    .mapToObj(Ticket::text)
                    .toList());
        }
        inserted.addAndGet(count);
    }

    @Override
    public void addFinished(int count) throws SQLException {
        FinishedRows rows = new FinishedRows(place.database(), count);
        String columns =
                (sql.numbered() ? ", submission, token_epoch, token_number" : "") + (sql.waits() ? ", waiting" : "");
        String values = (sql.numbered() ? ", i, 7, i" : "") + (sql.waits() ? ", NULL" : "");
        String insert = """
                INSERT INTO job (queue, priority, run_at, state, attempts, finished_at, payload%s)
                SELECT 'default', 0, %s, 2, 1, %s, '%s'%s
                """.formatted(columns, rows.due(), rows.finished(), Ticket.text(0), values);
        try (Connection connection = place.connect()) {
            rows.insert(connection, "job", count, from -> List.of(insert + from));
        }
    }

    @Override
    public void start() throws SQLException {
        for (int i = 0; i < raw.loops(); i++) {
            RawQueue queue = RawQueue.join(place.connector().connect(), sql);
            loops.add(threads.submit(() -> {
                try (queue) {
                    work(queue);
                }
                return null;
            }));
        }
    }

    private void work(RawQueue queue) throws SQLException, InterruptedException {
        RawQueue.Worker worker = new RawQueue.Worker() {
            @Override
            public void work(String payload) {
                tally.run(Ticket.number(payload));
            }

            @Override
            public boolean goesOn() {
                return !stopping;
            }
        };
        while (!stopping) {
            int done = queue.drain(raw.k(), worker);
            finished.addAndGet(done);
            if (done == 0) {
                bell.tryAcquire(1, TimeUnit.MILLISECONDS);
            }
        }
    }

    @Override
    public long unfinished() throws SQLException {
        return own.count(0) + own.count(1);
    }

    @Override
    public boolean awaitEmpty(Duration atMost) throws Exception {
        long end = System.nanoTime() + atMost.toNanos();
        while (finished.get() < inserted.get() && System.nanoTime() - end < 0) {
            requireAlive();
            LockSupport.parkNanos(GLANCE);
        }
        return finished.get() >= inserted.get();
    }

    private void requireAlive() throws InterruptedException, ExecutionException {
        for (Future<?> loop : loops) {
            if (loop.isDone()) {
                loop.get();
            }
        }
    }

    @Override
    public void stop() throws Exception {
        stopping = true;
        for (Future<?> loop : loops) {
            loop.get();
        }
        loops.clear();
    }

    @Override
    public void close() throws IOException, SQLException {
        stopping = true;
        threads.shutdown();
        own.close();
    }
}
