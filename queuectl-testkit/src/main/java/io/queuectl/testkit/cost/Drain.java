package io.queuectl.testkit.cost;

import io.queuectl.core.QueueCtl;
import io.queuectl.core.spi.Batch;
import io.queuectl.core.spi.JobStore;
import io.queuectl.core.spi.Outcome;
import io.queuectl.core.spi.Receipt;
import io.queuectl.core.spi.Settlement;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Works a backlog off on four slots, with every exchange held. For one use. */
final class Drain {

    private static final int SLOTS = 4;
    private static final int MOST_ATTEMPTS = 2;
    private static final Duration HELD = Duration.ofMillis(20);
    private static final long PATIENCE_MINUTES = 5;

    private final CountDownLatch unfinished;

    Drain(int jobs) {
        unfinished = new CountDownLatch(jobs);
    }

    void run(JobStore store) throws InterruptedException {
        try (QueueCtl queue = QueueCtl.builder()
                .store(watched(held(store, HELD)))
                .executor("nothing", (claim, context) -> Outcome.completed(), options -> {})
                .executor(
                        "failing",
                        (claim, context) -> Outcome.failed("planned", "as planned"),
                        options -> options.maxAttempts(MOST_ATTEMPTS).backoff((attempt, random) -> Duration.ZERO))
                .build()) {
            queue.start(workers -> workers.queue("default", SLOTS));
            if (!unfinished.await(PATIENCE_MINUTES, TimeUnit.MINUTES)) {
                throw new IllegalStateException(unfinished.getCount() + " jobs were not finished in time");
            }
        }
    }

    /** A queue without workers, whose close leaves the store open. */
    static QueueCtl enqueueing(JobStore store) {
        return QueueCtl.builder().store(Exchanging.store(store, verb -> verb)).build();
    }

    /** A store whose exchanges take that much longer. */
    static JobStore held(JobStore store, Duration time) {
        return Exchanging.store(store, verb -> batch -> {
            LockSupport.parkNanos(time.toNanos());
            return verb.exchange(batch);
        });
    }

    private JobStore watched(JobStore store) {
        return Exchanging.store(store, verb -> batch -> {
            Receipt receipt = verb.exchange(batch);
            count(batch);
            return receipt;
        });
    }

    private void count(Batch batch) {
        for (Settlement settlement : batch.settlements()) {
            if (settlement.to().isFinished()) {
                unfinished.countDown();
            }
        }
    }
}
