package io.queuectl.examples;

import io.queuectl.api.JobId;
import io.queuectl.api.JobRequest;
import io.queuectl.api.JobState;
import io.queuectl.api.JobType;
import io.queuectl.api.QueueDrainingException;
import io.queuectl.core.QueueCtl;
import io.queuectl.store.sqlite.SqliteStore;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Urgent jobs first, within a queue by priority and between queues in strict order; and queues that are paused and drained while they run. */
public final class PriorityAndPause {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final JobType<String> MAIL = JobType.text("mail");

    private final List<String> sent = Collections.synchronizedList(new ArrayList<>());

    private PriorityAndPause() {}

    public static void main(String[] arguments) throws Exception {
        try (Scratch scratch = Scratch.open("priority")) {
            new PriorityAndPause().run(scratch.file("jobs.db"));
        }
    }

    private void run(Path file) throws InterruptedException {
        try (QueueCtl queue = QueueCtl.builder()
                .store(SqliteStore.open(file))
                .handle(MAIL, (to, context) -> sent.add(to))
                .build()) {
            queue.enqueueAll(List.of(
                    newsletter("newsletter 1"),
                    newsletter("newsletter 2").priority(5),
                    MAIL.of("password").queue("urgent")));
            queue.queues().pause("bulk");
            queue.start(workers -> workers.strict(1, "urgent", "bulk"));
            JobId alarm = queue.enqueue(MAIL.of("alarm").queue("urgent"));
            Expect.equal(
                    "whether the alarm was sent in time",
                    true,
                    queue.await(alarm, PATIENCE).isPresent());
            Expect.equal("what was sent while bulk was paused", List.of("password", "alarm"), List.copyOf(sent));

            queue.queues().resume("bulk");
            JobId last = queue.enqueue(newsletter("newsletter 3").priority(-1));
            queue.queues().drain("bulk");
            Expect.equal(
                    "the last newsletter's state",
                    JobState.COMPLETED,
                    queue.await(last, PATIENCE).orElseThrow().state());
            Expect.equal(
                    "what was sent in all",
                    List.of("password", "alarm", "newsletter 2", "newsletter 1", "newsletter 3"),
                    List.copyOf(sent));
            Expect.equal("whether the drained queue takes more", false, takes(queue, newsletter("newsletter 4")));
        }
    }

    private static JobRequest newsletter(String to) {
        return MAIL.of(to).queue("bulk");
    }

    private static boolean takes(QueueCtl queue, JobRequest request) {
        try {
            queue.enqueue(request);
            return true;
        } catch (QueueDrainingException refused) {
            System.out.println("refused: " + refused.getMessage());
            return false;
        }
    }
}
