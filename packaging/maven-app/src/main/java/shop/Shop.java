package shop;

import io.queuectl.api.JobId;
import io.queuectl.api.JobState;
import io.queuectl.api.JobType;
import io.queuectl.api.JobView;
import io.queuectl.core.QueueCtl;
import io.queuectl.core.backoff.Backoff;
import io.queuectl.jackson.JsonCodec;
import io.queuectl.store.sqlite.SqliteStore;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import tools.jackson.core.type.TypeReference;

/** Ships two orders out of a SQLite file, and ends with an error where that does not come out as it should. */
public final class Shop {

    static final JobType<List<Order>> SHIP = JobType.of("orders.ship", JsonCodec.of(new TypeReference<>() {}));

    private Shop() {}

    record Order(String number, int items) {}

    public static void main(String[] arguments) throws Exception {
        List<Order> orders = List.of(new Order("o-1", 2), new Order("o-2", 1));
        Queue<Order> shipped = new ConcurrentLinkedQueue<>();
        try (QueueCtl queue = QueueCtl.builder()
                .store(SqliteStore.open(Path.of(arguments[0])))
                .handle(
                        SHIP,
                        (batch, context) -> shipped.addAll(batch),
                        on -> on.maxAttempts(2).backoff(Backoff.fixed(Duration.ofSeconds(1))))
                .build()) {
            queue.start(workers -> workers.queue("default", 1));
            JobId id = queue.enqueue(SHIP.of(orders));
            JobView job = queue.await(id, Duration.ofSeconds(20)).orElseThrow();
            require(job.state() == JobState.COMPLETED, "the job is " + job.state() + ": " + job.error());
            require(List.copyOf(shipped).equals(orders), "shipped " + shipped);
        }
        boolean modular = QueueCtl.class.getModule().isNamed();
        require(modular == Shop.class.getModule().isNamed(), "queuectl and the application are on different paths");
        System.out.println("shipped " + shipped.size() + " orders on the " + (modular ? "module" : "class") + " path");
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalStateException(otherwise);
        }
    }
}
