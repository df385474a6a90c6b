package io.queuectl.examples;

import io.queuectl.api.JobId;
import io.queuectl.api.JobState;
import io.queuectl.api.JobType;
import io.queuectl.api.JobView;
import io.queuectl.core.QueueCtl;
import io.queuectl.store.sqlite.SqliteStore;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/**
 * A shutdown that loses nothing and repeats nothing: what runs may finish within the grace period; what takes longer is interrupted, given
 * back without costing an attempt, and done by the next process.
 */
public final class GracefulShutdown {

    private static final JobType<String> COPY = JobType.text("copy");

    private GracefulShutdown() {}

    public static void main(String[] arguments) throws Exception {
        try (Scratch scratch = Scratch.open("shutdown")) {
            Path file = scratch.file("jobs.db");
            Started first = new Started();
            JobId quick;
            JobId slow;
            try (QueueCtl queue = queue(file, first)) {
                quick = queue.enqueue(COPY.of("quick"));
                slow = queue.enqueue(COPY.of("slow"));
                queue.start(workers -> workers.queue("default", 2));
                first.both.await();
                System.out.println("closing while both jobs run");
            }
            finishElsewhere(file, quick, slow);
        }
    }

    private static void finishElsewhere(Path file, JobId quick, JobId slow) throws InterruptedException {
        Started second = new Started();
        second.patient.countDown();
        try (QueueCtl queue = queue(file, second)) {
            Expect.equal("the quick job", JobState.COMPLETED, state(queue, quick));
            JobView back = queue.find(slow).orElseThrow();
            Expect.equal("the slow job", JobState.PENDING, back.state());
            Expect.equal("attempts that cost it", 0, back.counters().attempts());
            Expect.equal("times it was given back", 1, back.counters().releases());
            queue.start(workers -> workers.queue("default", 2));
            JobView done = queue.await(slow, Duration.ofSeconds(10)).orElseThrow();
            Expect.equal("the slow job, after the next start", JobState.COMPLETED, done.state());
        }
    }

    private static JobState state(QueueCtl queue, JobId id) {
        return queue.find(id).orElseThrow().state();
    }

    private static QueueCtl queue(Path file, Started started) {
        return QueueCtl.builder()
                .store(SqliteStore.open(file))
                .grace(Duration.ofMillis(500))
                .handle(COPY, (what, context) -> {
                    started.both.countDown();
                    if (what.equals("slow")) {
                        started.patient.await();
                    }
                })
                .build();
    }

    /** What the handlers and the main thread tell each other. */
    private static final class Started {
        private final CountDownLatch both = new CountDownLatch(2);

        /** In the first process nobody ever opens it: the slow job would wait for ever. */
        private final CountDownLatch patient = new CountDownLatch(1);
    }
}
