package io.queuectl.core.engine;

import io.queuectl.api.JobEvent;
import io.queuectl.api.JobListener;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the application's listeners, in the order in which things happened, on a thread of its own: a listener that is slow, throws or calls
 * back stops neither the lane nor an attempt. What it throws is logged and goes no further. Thread-safe.
 */
public final class Events implements Loop.Round {

    /** So many untold events, and no more jobs are claimed until the listeners have caught up. */
    static final int CONGESTED = 10_000;

    private static final Logger LOG = LoggerFactory.getLogger(Events.class);
    private static final Duration REST = Duration.ofSeconds(1);

    private final List<JobListener> listeners;
    private final Runnable afterExchange;
    private final Queue<JobEvent> untold = new ConcurrentLinkedQueue<>();
    private final AtomicInteger count = new AtomicInteger();
    private volatile Runnable publisher = () -> {};
    private volatile Runnable relieved = () -> {};

    /** @param afterExchange runs after every exchange, on the thread that led it; must not throw */
    public Events(List<JobListener> listeners, Runnable afterExchange) {
        this.listeners = List.copyOf(listeners);
        this.afterExchange = afterExchange;
    }

    /** Whether anybody listens; if not, no event need be made. */
    boolean wanted() {
        return !listeners.isEmpty();
    }

    void open(Runnable wakePublisher, Runnable whenRelieved) {
        publisher = wakePublisher;
        relieved = whenRelieved;
    }

    /** Keeps an event to be told. Returns at once. */
    void publish(JobEvent event) {
        untold.add(event);
        count.incrementAndGet();
        publisher.run();
    }

    boolean isCongested() {
        return count.get() >= CONGESTED;
    }

    /** Somebody led an exchange and has left the lane. */
    void exchanged() {
        afterExchange.run();
    }

    /** Tells what is untold. Called by one thread. */
    @Override
    public Duration run() {
        JobEvent event = untold.poll();
        while (event != null) {
            tell(event);
            if (count.decrementAndGet() == CONGESTED - 1) {
                relieved.run();
            }
            event = untold.poll();
        }
        return REST;
    }

    private void tell(JobEvent event) {
        for (JobListener listener : listeners) {
            try {
                listener.on(event);
            } catch (Throwable broken) {
                LOG.warn("event=listener_failed jobId={} listener={}", event.id(), listener.getClass(), broken);
            }
        }
    }
}
