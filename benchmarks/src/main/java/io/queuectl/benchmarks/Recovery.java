package io.queuectl.benchmarks;

import io.queuectl.api.JobType;
import io.queuectl.core.QueueCtl;
import io.queuectl.core.QueueCtlBuilder;
import io.queuectl.core.engine.LocalProcesses;
import io.queuectl.store.sqlite.SqliteStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
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
    public static void main(String[] arguments) throws Exception {
        int rounds = Arguments.number(arguments, 0, 5);
        Series seen = new Series("recovery, process seen to be gone", "ms");
        Series blind = new Series("recovery by a lease of 5 s alone", "ms");
        for (int round = 0; round < rounds; round++) {
            seen.add(recover(false));
            blind.add(recover(true));
        }
        System.out.println(seen);
        System.out.println(blind);
    }

    private static double recover(boolean blind) throws Exception {
        try (Scratch scratch = new Scratch()) {
            Path file = scratch.file("queue.db");
            CountDownLatch taken = new CountDownLatch(1);
            QueueCtlBuilder settings = QueueCtl.builder()
                    .store(SqliteStore.open(file))
                    .lease(LEASE)
                    .handle(HOLD, (text, context) -> taken.countDown());
            try (QueueCtl queue = (blind ? settings.processes(LocalProcesses.blind()) : settings).build()) {
                queue.enqueue(HOLD.of("job"));
                Process victim = Victim.start(file);
                queue.start(workers -> workers.queue("default", 1));
                long killed = System.nanoTime();
                victim.destroyForcibly().waitFor();
                taken.await();
                return (System.nanoTime() - killed) / 1e6;
            }
        }
    }

    /** The process that is killed: it takes the job and keeps it. */
    static final class Victim {

        private Victim() {}

        /** Starts one and waits until it holds the job. */
        static Process start(Path file) throws IOException {
            Process process = new ProcessBuilder(List.of(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-cp",
                            System.getProperty("java.class.path"),
                            Victim.class.getName(),
                            file.toString()))
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (process.getInputStream().read() < 0) {
                throw new IOException("the victim ended before it held the job");
            }
            return process;
        }

        public static void main(String[] arguments) throws Exception {
            CountDownLatch never = new CountDownLatch(1);
            try (QueueCtl queue = QueueCtl.builder()
                    .store(SqliteStore.open(Path.of(arguments[0])))
                    .lease(LEASE)
                    .handle(HOLD, (text, context) -> {
                        System.out.write("held\n".getBytes(StandardCharsets.UTF_8));
                        System.out.flush();
                        never.await();
                    })
                    .build()) {
                queue.start(workers -> workers.queue("default", 1));
                never.await();
            }
        }
    }
}
