package io.queuectl.benchmarks;

import io.queuectl.api.JobType;
import io.queuectl.core.QueueCtl;
import io.queuectl.core.QueueCtlBuilder;
import io.queuectl.core.engine.LocalProcesses;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/**
 * How long the job of a process that was killed with {@code kill -9} waits until another process runs it: on the same host, and with the look
 * at the process table switched off, so that only the lease tells.
 */
final class Recovery {

    private static final JobType<String> HOLD = JobType.text("hold");
    private static final Duration LEASE = Duration.ofSeconds(5);

    private Recovery() {}

    /** Arguments: rounds (5). */
    public static void main(String... line) throws Exception {
        Arguments arguments = Arguments.of(line);
        Report report = new Report();
        for (Database database : arguments.stores()) {
            measure(report, database, arguments.number(0, 5));
        }
        System.out.println(report.markdown());
    }

    static void measure(Report report, Database database, int rounds) throws Exception {
        Series seen = new Series("recovery after kill -9, process seen to be gone", "ms");
        Series blind = new Series("recovery after kill -9, by a lease of 5 s alone", "ms");
        for (int round = 0; round < rounds; round++) {
            seen.add(recover(database, false));
            blind.add(recover(database, true));
        }
        report.median(database, seen);
        report.median(database, blind);
    }

    private static double recover(Database database, boolean blind) throws Exception {
        try (Place place = database.fresh()) {
            String location = place.sharedLocation();
            CountDownLatch taken = new CountDownLatch(1);
            QueueCtlBuilder settings = QueueCtl.builder()
                    .store(database.open(location))
                    .lease(LEASE)
                    .handle(HOLD, (text, context) -> taken.countDown());
            try (QueueCtl queue = (blind ? settings.processes(LocalProcesses.blind()) : settings).build();
                    SecondJvm victim = SecondJvm.start(Victim.class, database, location)) {
                queue.enqueue(HOLD.of("job"));
                victim.hear();
                queue.start(workers -> workers.queue("default", 1));
                long killed = System.nanoTime();
                victim.kill();
                taken.await();
                return (System.nanoTime() - killed) / 1e6;
            }
        }
    }

    /** The process that is killed: it takes the job and keeps it. */
    static final class Victim {

        private Victim() {}

        public static void main(String... arguments) throws Exception {
            BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            CountDownLatch never = new CountDownLatch(1);
            try (QueueCtl queue = QueueCtl.builder()
                    .store(Database.named(arguments[0]).open(orders.readLine()))
                    .lease(LEASE)
                    .handle(HOLD, (text, context) -> {
                        System.out.println("held");
                        never.await();
                    })
                    .build()) {
                queue.start(workers -> workers.queue("default", 1));
                orders.readLine();
            }
        }
    }
}
