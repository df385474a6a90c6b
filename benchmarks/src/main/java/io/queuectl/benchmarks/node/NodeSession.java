package io.queuectl.benchmarks.node;

import io.queuectl.benchmarks.contender.Burst;
import io.queuectl.benchmarks.contender.Session;
import io.queuectl.benchmarks.contender.Tally;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** A peer at work in a Node process. It tells of runs as they happen, a few milliseconds late; their times are those of the start. */
final class NodeSession implements Session {

    private static final long GLANCE = TimeUnit.MILLISECONDS.toNanos(2);

    private final NodeProcess node;
    private final Tally tally;
    private final @Nullable RedisServer redis;
    private final AtomicLong enqueued = new AtomicLong();

    /** @param redis that the peer works on and that is its alone, if it needs one */
    NodeSession(NodeProcess node, Tally tally, @Nullable RedisServer redis) {
        this.node = node;
        this.tally = tally;
        this.redis = redis;
    }

    @Override
    public Producer producer() {
        return number -> {
            long before = Long.parseLong(node.ask("one " + number));
            enqueued.incrementAndGet();
            return before;
        };
    }

    /** Producers are loops in the Node process that each wait for their own call. */
    @Override
    public Burst enqueue(int threads, int from, int atMost, Duration time) throws IOException {
        String[] words = node.ask("enqueue " + threads + " " + from + " " + atMost + " " + time.toNanos())
                .split(" ", -1);
        Burst burst = new Burst(Integer.parseInt(words[0]), Double.parseDouble(words[1]));
        enqueued.addAndGet(burst.jobs());
        return burst;
    }

    @Override
    public void enqueueAll(int from, int count) throws IOException {
        node.ask("bulk " + from + " " + count);
        enqueued.addAndGet(count);
    }

    @Override
    public void start() throws IOException {
        node.ask("start");
    }

    @Override
    public long unfinished() throws IOException {
        return Long.parseLong(node.ask("unfinished"));
    }

    /** Asks only when all have run, because the answer takes the time of the thread that works. */
    @Override
    public boolean awaitEmpty(Duration atMost) throws IOException {
        long end = System.nanoTime() + atMost.toNanos();
        tally.await((int) enqueued.get(), atMost);
        boolean empty = unfinished() == 0;
        while (!empty && System.nanoTime() - end < 0) {
            LockSupport.parkNanos(GLANCE);
            empty = unfinished() == 0;
        }
        return empty;
    }

    @Override
    public void stop() throws IOException {
        node.ask("stop");
    }

    @Override
    public void close() throws IOException {
        try {
            node.close();
        } finally {
            if (redis != null) {
                redis.close();
            }
        }
    }
}
