package io.queuectl.core.engine;

import io.queuectl.api.JobEvent;
import io.queuectl.api.JobListener;
import io.queuectl.core.spi.Ticker;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One listener and what it was not told yet. It is told in order, on a thread of its own: one that throws, is slow or calls back harms no job and no other
 * listener. No job is claimed while one that is getting on with it has very many events before it; one that is stuck is not waited for and misses events. Thread-safe.
 */
final class Audience implements Loop.Round {

    /** So many untold events are very many. */
    static final int CONGESTED = 10_000;

    private static final Logger LOG = LoggerFactory.getLogger(Audience.class);
    private static final Duration REST = Duration.ofSeconds(1);

    /** Who takes longer than this for one event is stuck. */
    private static final long PATIENCE_NANOS = Duration.ofSeconds(1).toNanos();

    private final JobListener listener;
    private final Ticker ticker;
    private final Queue<JobEvent> untold = new ConcurrentLinkedQueue<>();
    private final AtomicInteger count = new AtomicInteger();
    private final LongAdder missed = new LongAdder();
    private final AtomicBoolean leftBehind = new AtomicBoolean();

    /** When it was last done with an event, or was brought the first one after it had none. */
    private volatile long movedNanos;

    private volatile Runnable publisher = () -> {};
    private volatile Runnable relieved = () -> {};

    Audience(JobListener listener, Ticker ticker) {
        this.listener = listener;
        this.ticker = ticker;
    }

    void open(Runnable wakePublisher, Runnable whenRelieved) {
        publisher = wakePublisher;
        relieved = whenRelieved;
    }

    /** Keeps an event to be told, unless the listener is stuck and has very many. Returns at once. */
    void publish(JobEvent event) {
        if (count.get() >= CONGESTED && isStuck()) {
            missed.increment();
            if (leftBehind.compareAndSet(false, true)) {
                LOG.warn("event=listener_stuck listener={} untold={}; it misses events", listener.getClass(), count);
            }
            return;
        }
        untold.add(event);
        if (count.getAndIncrement() == 0) {
            movedNanos = ticker.nanos();
        }
        publisher.run();
    }

    /** Whether to wait with new claims until the listener has caught up. */
    boolean isCongested() {
        return count.get() >= CONGESTED && !isStuck();
    }

    int untold() {
        return count.get();
    }

    /** How many events it was not told because it was stuck. */
    long missed() {
        return missed.sum();
    }

    /** Tells what is untold. Called by one thread. */
    @Override
    public Duration run() {
        JobEvent event = untold.poll();
        while (event != null) {
            tell(event);
            movedNanos = ticker.nanos();
            if (count.decrementAndGet() == CONGESTED - 1) {
                relieved.run();
            }
            event = untold.poll();
        }
        if (leftBehind.compareAndSet(true, false)) {
            LOG.info("event=listener_caught_up listener={} missed={}", listener.getClass(), missed);
        }
        return REST;
    }

    private boolean isStuck() {
        return ticker.nanos() - movedNanos > PATIENCE_NANOS;
    }

    private void tell(JobEvent event) {
        try {
            listener.on(event);
        } catch (Throwable broken) {
            LOG.warn("event=listener_failed jobId={} listener={}", event.id(), listener.getClass(), broken);
        }
    }
}
