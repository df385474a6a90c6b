package io.queuectl.testkit.power;

import io.queuectl.api.JobId;
import io.queuectl.api.JobType;
import io.queuectl.core.QueueCtl;
import io.queuectl.core.spi.JobStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Enqueues jobs one by one, waits for each, and has it written down whenever something was said to be so. */
public final class AcknowledgedWork {

    private static final JobType<String> KIND = JobType.text("work");
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final Scribe scribe;

    /** Writes such lines into a file, and returns when they are there. */
    @FunctionalInterface
    public interface Scribe {

        /** @param line its text with the line feed, in UTF-8 */
        void write(byte[] line) throws IOException;
    }

    public AcknowledgedWork(Scribe scribe) {
        this.scribe = scribe;
    }

    /**
     * Does it, with one worker, and closes the store.
     *
     * @throws IllegalStateException if a job does not end within a minute
     */
    public void run(JobStore store, int jobs) throws IOException, InterruptedException {
        try (QueueCtl queue = QueueCtl.builder()
                .store(store)
                .handle(KIND, (text, context) -> {})
                .build()) {
            queue.start(workers -> workers.queue("default", 1));
            for (int i = 0; i < jobs; i++) {
                JobId id = queue.enqueue(KIND.of("x".repeat(i % 200)));
                say(Acknowledgement.ENQUEUED, id);
                if (queue.await(id, PATIENCE).isEmpty()) {
                    throw new IllegalStateException("job " + id + " does not end");
                }
                say(Acknowledgement.COMPLETED, id);
            }
        }
    }

    private void say(Acknowledgement what, JobId id) throws IOException {
        scribe.write((what + " " + id + "\n").getBytes(StandardCharsets.UTF_8));
    }
}
