package io.queuectl.examples;

import io.queuectl.api.JobId;
import io.queuectl.api.JobState;
import io.queuectl.api.JobType;
import io.queuectl.api.JobView;
import io.queuectl.core.QueueCtl;
import io.queuectl.store.sqlite.SqliteStore;
import java.nio.file.Path;
import java.time.Duration;

/** The first job: a type, a handler, a file, one enqueue. */
public final class HelloQueue {

    private static final JobType<String> GREET = JobType.text("greet");

    private HelloQueue() {}

    public static void main(String[] arguments) throws Exception {
        try (Scratch scratch = Scratch.open("hello")) {
            run(scratch.file("jobs.db"));
        }
    }

    private static void run(Path file) throws InterruptedException {
        try (QueueCtl queue = QueueCtl.builder()
                .store(SqliteStore.open(file))
                .handle(GREET, (name, context) -> System.out.println("Hello, " + name + "!"))
                .build()) {
            queue.start(workers -> workers.queue("default", 2));
            JobId id = queue.enqueue(GREET.of("queue"));
            JobView job = queue.await(id, Duration.ofSeconds(10)).orElseThrow();
            Expect.equal("the job's state", JobState.COMPLETED, job.state());
        }
    }
}
