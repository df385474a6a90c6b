package io.queuectl.benchmarks.engine;

import io.queuectl.core.QueueCtl;
import io.queuectl.core.spi.Outcome;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What the engine does about a job from its claim to its settlement, with an executor that does nothing: claim desk, pool, attempt, verdict, lane. Look
 * at the processor time of a job ({@link ProcessorTime}) and at the bytes allocated for it; the time by the clock is that of all threads at once, waits included.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
public class DrainCost {

    private static final int JOBS = 100_000;

    /** Jobs that run at a time. */
    @Param({"1", "4"})
    public int slots;

    /**
     * How long the store lets an exchange wait, for which it needs no processor: none at all, and about what a durable commit takes, which makes
     * the engine claim as far ahead as on a database.
     */
    @Param({"0", "2000"})
    public int commitMicros;

    private final PreparedStore store = new PreparedStore(JOBS);
    private final QueueCtl queue = QueueCtl.builder()
            .store(store)
            .executor(PreparedStore.KIND, (claim, context) -> Outcome.completed(), options -> {})
            .build();

    @Setup
    public void start() {
        store.commitTakes(Duration.ofNanos(TimeUnit.MICROSECONDS.toNanos(commitMicros)));
        queue.start(workers -> workers.queue("default", slots));
    }

    @TearDown
    public void stop() {
        queue.close();
    }

    @Benchmark
    @OperationsPerInvocation(JOBS)
    public void drain() throws InterruptedException {
        store.drain();
    }
}
