package io.queuectl.benchmarks;

import io.queuectl.api.JobType;
import io.queuectl.core.QueueCtl;
import io.queuectl.store.sqlite.SqliteStore;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** How much processor time a worker uses that has nothing to do, once its first minute is over and the JVM has compiled what it will. */
final class Idle {

    private Idle() {}

    /** Arguments: seconds a round (20), rounds (3). */
    public static void main(String[] arguments) throws Exception {
        int seconds = Arguments.number(arguments, 0, 20);
        int rounds = Arguments.number(arguments, 1, 3);
        Series share = new Series("idle worker with 8 slots", "% of a core");
        try (Scratch scratch = new Scratch();
                QueueCtl queue = QueueCtl.builder()
                        .store(SqliteStore.open(scratch.file("queue.db")))
                        .handle(JobType.text("nothing"), (text, context) -> {})
                        .build()) {
            queue.start(workers -> workers.everyQueue(8));
            rest(60);
            for (int round = 0; round < rounds; round++) {
                long before = processorNanos();
                long start = System.nanoTime();
                rest(seconds);
                share.add(100.0 * (processorNanos() - before) / (System.nanoTime() - start));
            }
        }
        System.out.println(share);
    }

    private static long processorNanos() {
        return ProcessHandle.current()
                .info()
                .totalCpuDuration()
                .map(Duration::toNanos)
                .orElseThrow();
    }

    private static void rest(int seconds) {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        while (System.nanoTime() < until) {
            LockSupport.parkNanos(until - System.nanoTime());
        }
    }
}
