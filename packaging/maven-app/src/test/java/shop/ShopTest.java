package shop;

import static org.assertj.core.api.Assertions.assertThat;

import io.queuectl.api.JobState;
import io.queuectl.core.QueueCtl;
import io.queuectl.testkit.MemoryJobStore;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The test kit brings what a test needs. */
class ShopTest {

    @Test
    void ordersAreShippedFromMemory() throws Exception {
        try (QueueCtl queue = QueueCtl.builder()
                .store(new MemoryJobStore())
                .handle(Shop.SHIP, (orders, context) -> {})
                .build()) {
            queue.start(workers -> workers.queue("default", 1));
            var id = queue.enqueue(Shop.SHIP.of(List.of(new Shop.Order("o-1", 1))));
            assertThat(queue.await(id, Duration.ofSeconds(20)).orElseThrow().state()).isEqualTo(JobState.COMPLETED);
        }
    }
}
