package io.queuectl.examples;

import io.queuectl.api.JobState;
import io.queuectl.api.JobType;
import io.queuectl.core.QueueCtl;
import io.queuectl.core.QueueCtlBuilder;
import io.queuectl.core.spi.JobStore;
import io.queuectl.core.spi.StateCount;
import io.queuectl.examples.customstore.Journal;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A queue on a store that is not ours: jobs enqueued by one process, so to speak, and done by the next. The store is the package customstore. */
public final class CustomStore {

    private static final int JOBS = 100;
    private static final JobType<String> GREET = JobType.text("greet");

    private CustomStore() {}

    public static void main(String[] arguments) throws Exception {
        try (Scratch scratch = Scratch.open("custom")) {
            Path file = scratch.file("jobs.journal");
            try (QueueCtl queue = queue(file).build()) {
                queue.enqueueAll(Collections.nCopies(JOBS, GREET.of("journal")));
            }
            work(file);
            try (JobStore store = Journal.at(file).open()) {
                List<StateCount> counts = store.queries().counts();
                Expect.equal("kinds of state", 1, counts.size());
                Expect.equal(
                        "the state of all jobs",
                        JobState.COMPLETED,
                        counts.get(0).state());
                Expect.equal("jobs", (long) JOBS, counts.get(0).count());
            }
        }
    }

    private static void work(Path file) throws InterruptedException {
        CountDownLatch greeted = new CountDownLatch(JOBS);
        try (QueueCtl queue = queue(file)
                .handle(GREET, (name, context) -> greeted.countDown())
                .build()) {
            queue.start(workers -> workers.queue("default", 4));
            Expect.equal("all jobs ran", true, greeted.await(10, TimeUnit.SECONDS));
        }
    }

    private static QueueCtlBuilder queue(Path file) {
        return QueueCtl.builder().store(Journal.at(file).open());
    }
}
