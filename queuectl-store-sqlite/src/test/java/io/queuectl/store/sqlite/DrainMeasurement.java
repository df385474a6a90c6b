package io.queuectl.store.sqlite;

import io.queuectl.api.AttemptEnd;
import io.queuectl.api.JobState;
import io.queuectl.api.Limits;
import io.queuectl.api.Payload;
import io.queuectl.api.QueueName;
import io.queuectl.core.spi.Batch;
import io.queuectl.core.spi.Claim;
import io.queuectl.core.spi.ClaimRequest;
import io.queuectl.core.spi.HostProcess;
import io.queuectl.core.spi.JobStore;
import io.queuectl.core.spi.NewJob;
import io.queuectl.core.spi.NodeInfo;
import io.queuectl.core.spi.PriorityOrder;
import io.queuectl.core.spi.Settlement;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Prints what a job costs in the store alone: insert, then claim and settle in one exchange. Arguments: jobs, jobs per commit, rounds. */
final class DrainMeasurement {

    private static final Instant NOW = Instant.ofEpochMilli(1_700_000_000_000L);

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private DrainMeasurement() {}

    public static void main(String[] arguments) throws Exception {
        int jobs = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 100_000;
        int each = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 500;
        int rounds = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 5;
        Path folder = Files.createTempDirectory(Path.of("target"), "drain");
        try (JobStore store = SqliteStore.open(folder.resolve("queue.db"))) {
            store.nodes().join(new NodeInfo(7, "n", new HostProcess("h", 1, 1), Duration.ofSeconds(15), 1, "*"), NOW);
            long token = 1;
            for (int round = 0; round < rounds; round++) {
                double inserting = insert(store, jobs, each);
                long start = System.nanoTime();
                long startOfWork = THREADS.getCurrentThreadCpuTime();
                List<Settlement> done = List.of();
                int settled = 0;
                do {
                    ClaimRequest request =
                            new ClaimRequest(7, QueueName.DEFAULT, each, 1, PriorityOrder.HIGHEST_FIRST, token);
                    token += request.numbers();
                    List<Claim> claims = store.exchange(
                                    Batch.of(NOW).settle(done).claim(List.of(request)))
                            .claims()
                            .get(0)
                            .claims();
                    settled += done.size();
                    done = claims.stream().map(DrainMeasurement::completed).toList();
                } while (!done.isEmpty());
                System.out.printf(
                        "insert %.2f us/job, claim+settle %.2f us/job, of it processor %.2f us/job (%d jobs)%n",
                        inserting,
                        (System.nanoTime() - start) / 1e3 / jobs,
                        (THREADS.getCurrentThreadCpuTime() - startOfWork) / 1e3 / jobs,
                        settled);
            }
        }
    }

    private static double insert(JobStore store, int jobs, int each) {
        Random random = new Random(jobs);
        long base = random.nextLong() >>> 1;
        Payload payload = Payload.of("{\"text\":\"" + "x".repeat(80) + "\"}");
        long start = System.nanoTime();
        for (int from = 0; from < jobs; from += each) {
            List<NewJob> batch = new ArrayList<>();
            for (int i = from; i < from + each; i++) {
                batch.add(new NewJob(
                        Boolean.getBoolean("randomSubmission")
                                ? random.nextLong() >>> 1 | 1
                                : base + i + System.nanoTime() % 1_000_000 * 1_000_000,
                        null,
                        "kind",
                        QueueName.DEFAULT,
                        0,
                        NOW,
                        payload,
                        Limits.UNSET));
            }
            store.exchange(Batch.of(NOW).insert(batch));
        }
        return (System.nanoTime() - start) / 1e3 / jobs;
    }

    private static Settlement completed(Claim claim) {
        return new Settlement(
                claim.number(),
                claim.queue(),
                claim.token(),
                AttemptEnd.COMPLETED,
                JobState.COMPLETED,
                claim.runAt(),
                NOW,
                NOW,
                null);
    }
}
