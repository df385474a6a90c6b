package io.queuectl.testkit.app;

import io.queuectl.api.JobEvent;
import io.queuectl.api.JobState;
import io.queuectl.api.JobView;
import io.queuectl.core.QueueCtl;
import io.queuectl.core.QueueCtlBuilder;
import io.queuectl.core.engine.Inline;
import io.queuectl.core.engine.LocalProcesses;
import io.queuectl.core.spi.JobQueries;
import io.queuectl.core.spi.JobStore;
import io.queuectl.testkit.Fault;
import io.queuectl.testkit.FaultyStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;

/** All that belongs to one test: the store, the time, and the queue of the application. Thread-safe. */
final class QueueBench implements AutoCloseable {

    /** A third of it is how long the application waits for a store that fails. */
    private static final Duration APPLICATION_LEASE = Duration.ofSeconds(1);

    private final JobStore store;
    private final List<Consumer<QueueCtlBuilder>> settings;
    private final BenchTime time = new BenchTime();
    private final Losses losses;
    private final QueueCtl queue;
    private volatile Fault fault = Fault.NONE;

    QueueBench(JobStore store, List<Consumer<QueueCtlBuilder>> settings) {
        this.store = store;
        this.settings = settings;
        this.losses = new Losses(store, time.clock());
        this.queue = builder(APPLICATION_LEASE)
                .store(new FaultyStore(LentStore.of(store), verb -> fault))
                .build();
    }

    QueueCtl queue() {
        return queue;
    }

    JobQueries jobs() {
        return store.queries();
    }

    InstantSource clock() {
        return time.clock();
    }

    void advance(Duration step) {
        time.advance(step);
    }

    Instant advanceToNextDue() {
        Instant due = JobList.all(jobs(), JobState.PENDING, JobState.FAILED).stream()
                .map(JobView::runAt)
                .min(Comparator.naturalOrder())
                .orElseThrow(() -> new AssertionError("no job waits for a later time; " + JobList.describe(jobs())));
        Duration until = Duration.between(time.clock().instant(), due);
        if (!until.isNegative()) {
            time.advance(until);
        }
        return time.clock().instant();
    }

    List<JobEvent.Settled> drain(int slots, Duration atMost) {
        Shift shift = new Shift(store, time, this::builder);
        time.shiftStarts();
        try {
            return shift.work(slots, atMost);
        } finally {
            time.shiftEnds();
        }
    }

    Inline inline() {
        return builder(APPLICATION_LEASE).inline();
    }

    void loseNext(String kind) {
        losses.loseNext(kind);
    }

    void fail(Fault kind) {
        fault = kind;
    }

    @Override
    public void close() {
        try {
            queue.close();
        } finally {
            store.close();
        }
    }

    /** The settings of the test, and what makes it a test. What dies with its process is lost after everything else around the attempt, so it comes first. */
    private QueueCtlBuilder builder(Duration lease) {
        QueueCtlBuilder builder = QueueCtl.builder().name("test").lease(lease).around(losses);
        settings.forEach(setting -> setting.accept(builder));
        return builder.clock(time.clock()).ticker(time.ticker()).processes(LocalProcesses.blind());
    }
}
