package io.queuectl.simulation.world;

import io.queuectl.api.StoreException;
import io.queuectl.core.QueueCtl;
import io.queuectl.core.QueueCtlBuilder;
import io.queuectl.core.backoff.Backoff;
import io.queuectl.simulation.history.What;
import io.queuectl.simulation.kernel.Host;
import java.time.Duration;
import java.time.Instant;
import java.util.SplittableRandom;

/** A process of the world with a queue of its own: works, or only brings and moves jobs. Confined to its world. */
final class Node {

    /** The kind of every job. */
    static final String KIND = "work";

    static final int MAX_LOSSES = 2;

    private final World world;
    private final Host host;
    private final DistantStore store;
    private final Work work;
    private final QueueCtl queue;
    private boolean starts;
    private boolean works;
    private boolean closes;

    Node(World world, String name) {
        this.world = world;
        host = world.kernel().host(name);
        store = new DistantStore(world.stores().get(), host, world.weather(), world.scribe());
        SplittableRandom dice = world.kernel().random().split();
        work = new Work(world.kernel(), host, world.scribe());
        queue = builder(dice).build();
    }

    private QueueCtlBuilder builder(SplittableRandom dice) {
        Shape shape = world.shape();
        return QueueCtl.builder()
                .store(store)
                .name(host.name())
                .lease(shape.lease())
                .pollInterval(shape.poll())
                .grace(Duration.ofSeconds(1))
                .maxLosses(MAX_LOSSES)
                .backoff(
                        Backoff.parse("exponential(first=PT0.05S,factor=2.0,cap=PT0.3S,jitter=" + shape.jitter() + ")"))
                .clock(() -> Instant.ofEpochMilli(host.millis()))
                .ticker(host::nanos)
                .random(dice)
                .processes(world.processes().start(host))
                .callbacks(Runnable::run)
                .executor(KIND, work, options -> {});
    }

    Host host() {
        return host;
    }

    String name() {
        return host.name();
    }

    QueueCtl queue() {
        return queue;
    }

    DistantStore store() {
        return store;
    }

    /** Whether it works, as far as others can tell. */
    boolean isAtWork() {
        return works && !closes && !host.isCrashed() && !queue.isStopping();
    }

    /** Whether nothing runs here that could still bring a job. */
    boolean isIdle() {
        return work.isIdle();
    }

    /** Whether it works or is about to. */
    boolean isAlive() {
        return starts && !closes && !host.isCrashed() && !queue.isStopping();
    }

    /** Begins to work, on a thread of its own, as soon as the store lets it: one that is tried in vain is started anew. */
    void start() {
        starts = true;
        world.kernel().start(host, "main", this::tryToStart);
    }

    private void tryToStart() {
        try {
            queue.start(workers -> workers.everyQueue(world.shape().slots()));
            works = true;
        } catch (StoreException unreachable) {
            starts = false;
        }
    }

    void crash() {
        world.scribe().write(world.scribe().event(What.CRASH, name(), name()));
        host.crash();
    }

    void stop(long millis) {
        world.scribe().write(world.scribe().event(What.STOP, name(), name()).with("millis", millis));
        host.pause(millis * 1_000_000);
    }

    void skew(long millis) {
        host.skew(millis);
        world.scribe().write(world.scribe().event(What.SKEW, name(), name()).with("skew", millis));
    }

    /** Ends in good order, on a thread of its own. */
    void close() {
        closes = true;
        world.kernel().start(host, "close", queue::close);
    }
}
