package io.queuectl.core;

import static org.awaitility.Awaitility.await;

import io.queuectl.api.JobEvent;
import io.queuectl.api.JobId;
import io.queuectl.api.JobRequest;
import io.queuectl.api.JobState;
import io.queuectl.api.JobView;
import io.queuectl.api.Payload;
import io.queuectl.core.backoff.Backoff;
import io.queuectl.core.engine.LocalProcesses;
import io.queuectl.core.spi.JobExecutor;
import io.queuectl.core.spi.JobStore;
import io.queuectl.testkit.Faults;
import io.queuectl.testkit.FaultyStore;
import io.queuectl.testkit.MemoryJobStore;
import io.queuectl.testkit.SteppingClock;
import io.queuectl.testkit.SteppingTicker;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Queues over one in-memory store, with clocks that a test steps and wake-ups that tell nothing: what an engine finds it finds by itself. Closes what it
 * opened.
 */
final class WorkBench implements AutoCloseable {

    static final String KIND = "test";
    static final Duration LEASE = Duration.ofSeconds(15);
    static final Duration BACKOFF = Duration.ofMillis(20);

    final SteppingClock clock = new SteppingClock();
    final SteppingTicker ticker = new SteppingTicker();
    final MemoryJobStore data = new MemoryJobStore();
    final List<JobEvent> events = Collections.synchronizedList(new ArrayList<>());
    private final List<QueueCtl> queues = new CopyOnWriteArrayList<>();
    private final AtomicInteger nodes = new AtomicInteger();

    QueueCtlBuilder builder() {
        return builder(Faults.none());
    }

    QueueCtlBuilder builder(Faults faults) {
        return builder(new FaultyStore(data.another(), faults));
    }

    QueueCtlBuilder builder(JobStore store) {
        return QueueCtl.builder()
                .store(store)
                .name("node-" + nodes.incrementAndGet())
                .clock(clock)
                .ticker(ticker)
                .random(new SecureRandom())
                .processes(LocalProcesses.blind())
                .lease(LEASE)
                .pollInterval(Duration.ofMinutes(1))
                .grace(Duration.ofSeconds(10))
                .backoff(Backoff.fixed(BACKOFF))
                .listener(events::add);
    }

    /** Builds it; it works when it is started. */
    QueueCtl open(QueueCtlBuilder builder) {
        QueueCtl queue = builder.build();
        queues.add(queue);
        return queue;
    }

    /** A queue that works on the default queue with that many slots. */
    QueueCtl working(int slots, JobExecutor executor) {
        return working(slots, builder().executor(KIND, executor, options -> {}));
    }

    QueueCtl working(int slots, QueueCtlBuilder builder) {
        QueueCtl queue = open(builder);
        queue.start(workers -> workers.queue("default", slots));
        return queue;
    }

    static JobRequest job() {
        return JobRequest.of(KIND, Payload.EMPTY);
    }

    JobView view(JobId id) {
        return data.queries().find(id).orElseThrow();
    }

    JobView awaitState(JobId id, JobState state) {
        await().atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(2))
                .until(() -> view(id).state() == state);
        return view(id);
    }

    long count(JobState state) {
        return data.queries().counts().stream()
                .filter(count -> count.state() == state)
                .mapToLong(count -> count.count())
                .sum();
    }

    /** Both clocks. */
    void step(Duration step) {
        clock.step(step);
        ticker.step(step);
    }

    <T extends JobEvent> List<T> events(Class<T> type) {
        synchronized (events) {
            return events.stream().filter(type::isInstance).map(type::cast).toList();
        }
    }

    @Override
    public void close() {
        queues.forEach(QueueCtl::close);
    }
}
