package io.queuectl.benchmarks.contender;

import io.queuectl.api.JobRequest;
import io.queuectl.api.JobType;
import io.queuectl.benchmarks.CountingStore;
import io.queuectl.benchmarks.Database;
import io.queuectl.benchmarks.Place;
import io.queuectl.core.QueueCtl;
import io.queuectl.core.spi.StateCount;
import io.queuectl.core.spi.StopMode;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/** queuectl as an application uses it, at its defaults, with four slots where a phase does not say how many. */
public final class Queuectl implements Contender {

    private static final int SLOTS = 4;

    @Override
    public String name() {
        return "queuectl";
    }

    @Override
    public String setting() {
        return "default";
    }

    @Override
    public boolean runsOn(Database database) {
        return true;
    }

    @Override
    public Session create(Place place, Workload workload, Tally tally) {
        return new Working(place, workload, tally);
    }

    @Override
    public Session join(Place place, Workload workload, Tally tally) {
        return new Working(place, workload, tally);
    }

    private static final class Working implements Session {

        private static final JobType<String> NOTHING = JobType.text("nothing");
        private static final int IN_A_COMMIT = 10_000;

        private final Place place;
        private final Workload workload;
        private final Tally tally;
        private final AtomicLong enqueued = new AtomicLong();
        private CountingStore store;
        private QueueCtl queue;

        Working(Place place, Workload workload, Tally tally) {
            this.place = place;
            this.workload = workload;
            this.tally = tally;
            store = new CountingStore(place.open());
            queue = queue();
        }

        private QueueCtl queue() {
            return QueueCtl.builder()
                    .store(store)
                    .handle(NOTHING, (text, context) -> tally.run(Ticket.number(text)))
                    .build();
        }

        private JobRequest request(int number) {
            JobRequest request = NOTHING.of(Ticket.text(number));
            return workload.queues() == 0 ? request : request.queue(workload.queue(number));
        }

        @Override
        public Producer producer() {
            return number -> {
                long before = System.nanoTime();
                queue.enqueue(request(number));
                enqueued.incrementAndGet();
                return before;
            };
        }

        @Override
        public void enqueueAll(int from, int count) {
            for (int done = 0; done < count; done += IN_A_COMMIT) {
                int first = from + done;
                queue.enqueueAll(IntStream.range(first, first + Math.min(IN_A_COMMIT, count - done))
                        .mapToObj(this::request)
                        .toList());
            }
            enqueued.addAndGet(count);
        }

        /** Closes the store meanwhile, since it has numbers in hand. */
        @Override
        public void addFinished(int count) throws SQLException {
            queue.close();
            try (Connection connection = place.connect()) {
                if (place.database() == Database.H2) {
                    connection.setSchema("queuectl");
                }
                insertFinished(connection, count);
            }
            store = new CountingStore(place.open());
            queue = queue();
        }

        private void insertFinished(Connection connection, int count) throws SQLException {
            Database database = place.database();
            FinishedRows rows = new FinishedRows(database, count);
            String bytes = database == Database.SQLITE ? "BLOB" : database == Database.POSTGRES ? "bytea" : "VARBINARY";
            rows.insert(
                    connection,
                    "job",
                    count,
                    from -> List.of("""
                            INSERT INTO job (
                                seq, submission, queue, kind, state, priority, run_at, attempts, claims,
                                created_at, claimed_at, started_at, finished_at, token_epoch, token_number, payload)
                            SELECT i, i, 'default', 'nothing', 'completed', 0, %s, 1, 1, %s, %s, %s, %s, 7, i, CAST('%s' AS %s)
                            %s""".formatted(
                                    rows.due(),
                                    rows.due(),
                                    rows.started(),
                                    rows.started(),
                                    rows.finished(),
                                    Ticket.text(0),
                                    bytes,
                                    from)));
            try (Statement statement = connection.createStatement()) {
                statement.execute("INSERT INTO tally (queue, jobs) VALUES ('default', " + count + ")");
                switch (database) {
                    case SQLITE -> {}
                    case H2, H2_MEMORY -> statement.execute("ALTER SEQUENCE job_seq RESTART WITH " + (count + 1));
                    case POSTGRES -> statement.execute("SELECT setval('job_seq', " + count + ")");
                }
            }
        }

        @Override
        public void start() {
            int slots = workload.slotsOr(SLOTS);
            queue.start(workers -> {
                if (workload.queues() == 0) {
                    workers.queue("default", slots);
                } else {
                    workers.everyQueue(slots);
                }
            });
        }

        @Override
        public long unfinished() {
            return store.queries().counts().stream()
                    .filter(count -> !count.state().isFinished())
                    .mapToLong(StateCount::count)
                    .sum();
        }

        @Override
        public boolean awaitEmpty(Duration atMost) throws InterruptedException {
            return store.awaitSettled(enqueued.get(), atMost);
        }

        @Override
        public long transactions() {
            return store.exchanges();
        }

        @Override
        public void stop() throws InterruptedException {
            queue.requestStop(StopMode.DRAIN);
            if (!queue.awaitStopped(Duration.ofMinutes(1))) {
                throw new IllegalStateException("queuectl did not stop within a minute");
            }
        }

        @Override
        public void close() {
            queue.close();
        }
    }
}
