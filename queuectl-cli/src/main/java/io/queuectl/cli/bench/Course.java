package io.queuectl.cli.bench;

import io.queuectl.api.JobRequest;
import io.queuectl.cli.bench.Enqueueing.Bulk;
import io.queuectl.cli.bench.Figures.Drained;
import io.queuectl.cli.bench.Figures.Enqueued;
import io.queuectl.cli.bench.Figures.Floor;
import io.queuectl.core.QueueCtl;
import io.queuectl.core.spi.JobStore;
import io.queuectl.core.spi.ScratchDatabase;
import io.queuectl.core.spi.ScratchDatabase.Kind;
import io.queuectl.core.spi.StoreInfo;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * All phases in turn on a scratch database. The first tenth of the time goes through all of them without counting, while the JVM compiles what they run.
 * For one thread.
 */
public final class Course {

    /** Threads. */
    public static final int FEW = 4;

    /** Threads. */
    public static final int MANY = 16;

    /** Jobs in one call. */
    public static final int BULK = 1_000;

    /** Of the worker that drains. */
    public static final int SLOTS = 4;

    /** Jobs of one phase: all phases together take a few hundred megabytes at most. */
    private static final int MOST = 200_000;

    private static final String PAYLOAD =
            "{\"to\":\"someone@example.org\",\"subject\":\"measure\",\"template\":\"welcome\",\"locale\":\"en\",\"n\":1}";

    private final ScratchDatabase scratch;
    private final Consumer<String> talk;
    private final BooleanSupplier stopped;

    /**
     * @param talk is told what comes next
     * @param stopped whether to stop, with {@link InterruptedException}
     */
    public Course(ScratchDatabase scratch, Consumer<String> talk, BooleanSupplier stopped) {
        this.scratch = scratch;
        this.talk = talk;
        this.stopped = stopped;
    }

    public Figures run(Duration time) throws IOException, InterruptedException {
        talk.accept("warming up");
        run(time.dividedBy(10), "warm-up-", phase -> {});
        return run(time.multipliedBy(9).dividedBy(10), "", talk);
    }

    /** The parts add up to the whole time. What is drained is what was enqueued in bulk. */
    private Figures run(Duration time, String prefix, Consumer<String> teller)
            throws IOException, InterruptedException {
        Part part = new Part(time.dividedBy(100), stopped);
        teller.accept("measuring syncs, commits and reads");
        StoreInfo info;
        Floor floor;
        try (JobStore store = scratch.open()) {
            info = store.info();
            floor = Floors.measure(store, synced(), part.times(4));
        }
        Enqueued enqueued;
        Bulk bulk;
        try (QueueCtl queue = QueueCtl.builder().store(scratch.open()).build()) {
            Enqueueing enqueueing = new Enqueueing(queue, MOST);
            JobRequest job = Draining.NOTHING.of(PAYLOAD);
            JobRequest single = job.queue(prefix + "single");
            teller.accept("measuring enqueue on 1, " + FEW + " and " + MANY + " threads and in bulk");
            double one = enqueueing.oneByOne(single, 1, part.times(14));
            double few = enqueueing.oneByOne(single, FEW, part.times(14));
            double many = enqueueing.oneByOne(single, MANY, part.times(12));
            bulk = enqueueing.inBulk(job.queue(prefix + "drain"), BULK, part.times(12));
            enqueued = new Enqueued(one, few, many, bulk.rate());
        }
        teller.accept("measuring the drain of " + bulk.jobs() + " jobs");
        Drained drained = Draining.measure(scratch.open(), prefix + "drain", SLOTS, bulk.jobs(), part.times(16));
        teller.accept("measuring pick-up");
        return new Figures(
                scratch.kind(), info, floor, enqueued, drained, PickUps.measure(scratch.open(), part.times(20)));
    }

    private @Nullable Path synced() {
        return scratch.kind() == Kind.SYNCED_FILES ? scratch.folder() : null;
    }
}
