package io.queuectl.store.sqlite.power;

import io.queuectl.api.JobId;
import io.queuectl.api.JobType;
import io.queuectl.core.QueueCtl;
import io.queuectl.store.sqlite.SqliteOptions;
import io.queuectl.store.sqlite.SqliteStore;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * The process of {@link PowerLossTest}, under strace: enqueues jobs and waits for each, and writes a line to a file of its own whenever something was said to be
 * so. Arguments: the database, that file, the durability, how many jobs.
 */
final class AcknowledgedWork {

    private static final JobType<String> KIND = JobType.text("work");

    private AcknowledgedWork() {}

    public static void main(String[] arguments) throws Exception {
        SqliteOptions options = SqliteOptions.DEFAULTS.durability(SqliteOptions.Durability.valueOf(arguments[2]));
        try (OutputStream acknowledged = Files.newOutputStream(Path.of(arguments[1]));
                QueueCtl queue = QueueCtl.builder()
                        .store(SqliteStore.open(Path.of(arguments[0]), options))
                        .handle(KIND, (text, context) -> {})
                        .build()) {
            queue.start(workers -> workers.queue("default", 1));
            for (int i = 0; i < Integer.parseInt(arguments[3]); i++) {
                JobId id = queue.enqueue(KIND.of("x".repeat(i % 200)));
                say(acknowledged, Acknowledgement.ENQUEUED, id);
                if (queue.await(id, Duration.ofMinutes(1)).isEmpty()) {
                    throw new IllegalStateException("job " + id + " does not end");
                }
                say(acknowledged, Acknowledgement.COMPLETED, id);
            }
        }
    }

    private static void say(OutputStream acknowledged, Acknowledgement what, JobId id) throws IOException {
        acknowledged.write((what + " " + id + "\n").getBytes(StandardCharsets.UTF_8));
    }
}
