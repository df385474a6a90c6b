package io.queuectl.benchmarks;

import io.queuectl.api.JobType;
import io.queuectl.core.QueueCtl;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * How long an idle worker takes from before the call of enqueue to the start of the handler: enqueued by the same queue, and in turn with it by another
 * JVM. The clocks of the two are one: on Linux {@link System#nanoTime} is CLOCK_MONOTONIC, the same for all processes of a host.
 */
final class PickUp {

    /** H2 looks for jobs of other processes every half second: with one in every turn there would be few turns. */
    private static final int SELDOM = 10;

    private static final JobType<String> PING = JobType.text("ping");

    private PickUp() {}

    /** Arguments: jobs (300). */
    public static void main(String... line) throws Exception {
        Arguments arguments = Arguments.of(line);
        Report report = new Report();
        for (Database database : arguments.stores()) {
            measure(report, database, arguments.number(0, 300));
        }
        System.out.println(report.markdown());
    }

    /** As many jobs before them are not counted. */
    static void measure(Report report, Database database, int jobs) throws Exception {
        try (Place place = database.fresh()) {
            String location = place.shared() == null ? place.location() : place.sharedLocation();
            SynchronousQueue<Long> started = new SynchronousQueue<>();
            QueueCtl worker = QueueCtl.builder()
                    .store(database.open(location))
                    .handle(PING, (text, context) -> started.put(System.nanoTime()))
                    .build();
            try (worker) {
                worker.start(workers -> workers.queue("default", 2));
                Enqueuer within = () -> {
                    long before = System.nanoTime();
                    worker.enqueue(PING.of("ping"));
                    return before;
                };
                if (place.shared() == null) {
                    alone(within, started, jobs, "warm-up");
                    report.spread(database, alone(within, started, jobs, "pick-up in process"));
                } else {
                    inTurn(report, database, within, location, started, jobs);
                }
            }
        }
    }

    /** Enqueues one job and answers when the call began. */
    private interface Enqueuer {
        long enqueue() throws Exception;
    }

    private static Series alone(Enqueuer enqueuer, SynchronousQueue<Long> started, int jobs, String name)
            throws Exception {
        Series series = new Series(name, "ms");
        for (int i = 0; i < jobs; i++) {
            one(enqueuer, started, series, i);
        }
        return series;
    }

    private static void inTurn(
            Report report,
            Database database,
            Enqueuer within,
            String location,
            SynchronousQueue<Long> started,
            int jobs)
            throws Exception {
        Series inside = new Series("pick-up in process", "ms");
        Series outside = new Series("pick-up from another process", "ms");
        Series warmUp = new Series("", "");
        try (SecondJvm stranger = SecondJvm.start(Producer.class, database, location)) {
            stranger.hear();
            Enqueuer without = () -> {
                stranger.tell("enqueue");
                return Long.parseLong(stranger.hear());
            };
            for (int i = 0; i < 2 * jobs; i++) {
                one(within, started, i < jobs ? warmUp : inside, i);
                if (database != Database.H2 || i % jobs % SELDOM == 0) {
                    one(without, started, i < jobs ? warmUp : outside, i);
                }
            }
            stranger.finish();
        }
        report.spread(database, inside);
        report.spread(database, outside);
    }

    private static void one(Enqueuer enqueuer, SynchronousQueue<Long> started, Series series, int turn)
            throws Exception {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20 + turn % 17));
        long before = enqueuer.enqueue();
        series.add((started.take() - before) / 1e6);
    }

    /** The other JVM: enqueues a job for every line it reads and answers when it began to. */
    static final class Producer {

        private Producer() {}

        public static void main(String... arguments) throws Exception {
            BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            Database database = Database.named(arguments[0]);
            try (QueueCtl queue =
                    QueueCtl.builder().store(database.open(orders.readLine())).build()) {
                System.out.println("ready");
                while (orders.readLine() != null) {
                    long before = System.nanoTime();
                    queue.enqueue(PING.of("ping"));
                    System.out.println(before);
                }
            }
        }
    }
}
