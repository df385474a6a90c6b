package io.queuectl.examples;

import io.queuectl.api.JobId;
import io.queuectl.api.JobType;
import io.queuectl.api.PayloadCodec;
import io.queuectl.api.Unique;
import io.queuectl.api.UniqueKeyException;
import io.queuectl.core.QueueCtl;
import io.queuectl.store.sqlite.SqliteStore;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Work that is wanted once: a search index that is rebuilt once however many ask for it, a document that is saved with its last text only, and an order
 * that is charged once for ever.
 */
public final class UniqueJobs {

    private static final JobType<String> REINDEX = JobType.text("search.reindex");
    private static final JobType<String> SAVE = JobType.text("document.save");
    private static final JobType<String> CHARGE = JobType.text("order.charge");

    private UniqueJobs() {}

    public static void main(String[] arguments) throws Exception {
        List<String> saved = new CopyOnWriteArrayList<>();
        List<String> charged = new CopyOnWriteArrayList<>();
        List<String> rebuilt = new CopyOnWriteArrayList<>();
        try (Scratch scratch = Scratch.open("unique");
                QueueCtl queue = QueueCtl.builder()
                        .store(SqliteStore.open(scratch.file("jobs.db")))
                        .handle(REINDEX, (customer, context) -> rebuilt.add(customer))
                        .handle(SAVE, (text, context) -> {
                            saved.add(text);
                            context.result(PayloadCodec.text(), text.length() + " characters");
                        })
                        .handle(CHARGE, (order, context) -> charged.add(order))
                        .build()) {
            Set<JobId> reindexings = new HashSet<>();
            for (int i = 0; i < 5; i++) {
                reindexings.add(queue.enqueue(REINDEX.of("customer 7").uniqueKey("customer 7")));
            }
            Expect.equal("jobs of five who want the index rebuilt", 1, reindexings.size());

            JobId save = save(queue, "D");
            save(queue, "Dr");
            save(queue, "Draft");
            JobId charge = queue.enqueue(
                    CHARGE.of("order 1").unique(Unique.of("order 1").forever()));

            queue.start(workers -> workers.queue("default", 2));
            for (JobId id : List.of(reindexings.iterator().next(), save, charge)) {
                Expect.equal(
                        "the end of job " + id,
                        "completed",
                        queue.await(id, Duration.ofSeconds(30))
                                .orElseThrow()
                                .state()
                                .text());
            }
            Expect.equal("what was saved", List.of("Draft"), saved);
            Expect.equal(
                    "the result of saving",
                    "5 characters",
                    queue.result(save, PayloadCodec.text()).orElseThrow());
            Expect.equal("what was rebuilt", List.of("customer 7"), rebuilt);

            // Its index may be rebuilt again now; the order may never be charged again.
            Expect.equal(
                    "a later wish adds a job",
                    false,
                    reindexings.contains(queue.enqueue(REINDEX.of("customer 7").uniqueKey("customer 7"))));
            Expect.equal("what stands in the way of a second charge", charge, chargeAgain(queue));
            Expect.equal("what was charged", List.of("order 1"), charged);
        }
    }

    /** Each time the text changes it is to be saved a little later, and only as it is then. */
    private static JobId save(QueueCtl queue, String text) {
        return queue.enqueue(SAVE.of(text)
                .delay(Duration.ofMillis(300))
                .unique(Unique.of("document 3").orReschedule()));
    }

    private static JobId chargeAgain(QueueCtl queue) {
        try {
            return queue.enqueue(
                    CHARGE.of("order 1").unique(Unique.of("order 1").orFail()));
        } catch (UniqueKeyException held) {
            System.out.println(held.getMessage());
            return held.holder();
        }
    }
}
