package io.queuectl.benchmarks.engine;

import io.queuectl.api.JobId;
import io.queuectl.api.JobRequest;
import io.queuectl.api.Payload;
import io.queuectl.core.QueueCtl;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/** What lies between a call of enqueue and the store, and between the store's answer and the return: request, submission, lane. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class EnqueueCost {

    private static final int BULK = 1_000;
    private static final Payload PAYLOAD = Payload.of("{\"text\":\"" + "x".repeat(90) + "\"}");

    private final JobRequest request = request();
    private final List<JobRequest> requests = Collections.nCopies(BULK, request);
    private final QueueCtl queue =
            QueueCtl.builder().store(new PreparedStore(0)).build();

    @TearDown
    public void close() {
        queue.close();
    }

    private static JobRequest request() {
        return JobRequest.of(PreparedStore.KIND, PAYLOAD);
    }

    @Benchmark
    public JobId one() {
        return queue.enqueue(request);
    }

    /** The request made anew for each, as callers do. */
    @Benchmark
    public JobId oneFromScratch() {
        return queue.enqueue(request());
    }

    @Benchmark
    @Threads(4)
    public JobId oneByEachOfFour() {
        return queue.enqueue(request);
    }

    @Benchmark
    @OperationsPerInvocation(BULK)
    public List<JobId> bulk() {
        return queue.enqueueAll(requests);
    }
}
