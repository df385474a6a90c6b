package io.queuectl.core;

import static io.queuectl.core.AttemptsOfAJobTest.awaitLatch;
import static org.assertj.core.api.Assertions.assertThat;

import io.queuectl.api.JobId;
import io.queuectl.api.JobType;
import io.queuectl.core.spi.Batch;
import io.queuectl.core.spi.JobStore;
import io.queuectl.testkit.MemoryJobStore;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Which way new jobs go on a store that takes them beside its only lane of claims. */
class ProducersTest {

    private static final JobType<String> WORK = JobType.text("work");

    private final MemoryJobStore memory = new MemoryJobStore();
    private final List<Batch> arrivals = new CopyOnWriteArrayList<>();
    private final CountDownLatch started = new CountDownLatch(1);
    private final CountDownLatch mayEnd = new CountDownLatch(1);

    private final QueueCtl queue = QueueCtl.builder()
            .store(store())
            .handle(WORK, (text, context) -> {
                if (text.equals("long")) {
                    started.countDown();
                    mayEnd.await();
                }
            })
            .build();

    @AfterEach
    void close() {
        mayEnd.countDown();
        queue.close();
    }

    @Test
    void whileWorkersAreIdleClaimsRideAlong() throws InterruptedException {
        queue.start(workers -> workers.queue("default", 1));
        for (int i = 0; i < 50; i++) {
            JobId id = queue.enqueue(WORK.of("short"));
            assertThat(queue.await(id, Duration.ofSeconds(20))).isPresent();
        }

        // Not each time: the lane may be busy just then.
        assertThat(arrivals).anySatisfy(batch -> assertThat(batch.claims()).isNotEmpty());
    }

    @Test
    void whileAWorkerHasWorkNewJobsGoBesideTheClaims() {
        queue.start(workers -> workers.queue("default", 2));
        queue.enqueue(WORK.of("long"));
        awaitLatch(started);
        arrivals.clear();
        for (int i = 0; i < 50; i++) {
            queue.enqueue(WORK.of("short"));
        }

        assertThat(arrivals).isNotEmpty().allSatisfy(batch -> {
            assertThat(batch.claims()).isEmpty();
            assertThat(batch.settlements()).isEmpty();
        });
    }

    private JobStore store() {
        return (JobStore) Proxy.newProxyInstance(
                JobStore.class.getClassLoader(), new Class<?>[] {JobStore.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("producers")) {
                        return 1;
                    }
                    if (method.getName().equals("exchange")
                            && !((Batch) arguments[0]).jobs().isEmpty()) {
                        arrivals.add((Batch) arguments[0]);
                    }
                    try {
                        return method.invoke(memory, arguments);
                    } catch (InvocationTargetException failed) {
                        throw failed.getCause() == null ? failed : failed.getCause();
                    }
                });
    }
}
