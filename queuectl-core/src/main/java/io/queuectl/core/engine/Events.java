package io.queuectl.core.engine;

import io.queuectl.api.JobEvent;
import io.queuectl.api.JobListener;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the application's listeners; what they throw is logged and goes no further. Thread-safe; called with no lock held. */
public final class Events {

    private static final Logger LOG = LoggerFactory.getLogger(Events.class);

    private final List<JobListener> listeners;
    private final Runnable afterExchange;
    private final Queue<JobEvent> later = new ConcurrentLinkedQueue<>();

    /** @param afterExchange runs after every exchange, on the thread that led it; must not throw */
    public Events(List<JobListener> listeners, Runnable afterExchange) {
        this.listeners = List.copyOf(listeners);
        this.afterExchange = afterExchange;
    }

    /** Whether anybody listens; if not, no event need be made. */
    boolean wanted() {
        return !listeners.isEmpty();
    }

    /** Keeps an event until whoever leads the lane has left it. */
    void later(JobEvent event) {
        later.add(event);
    }

    /** Publishes what was kept. Called with no lock held. */
    void publishLater() {
        afterExchange.run();
        JobEvent event = later.poll();
        while (event != null) {
            publish(event);
            event = later.poll();
        }
    }

    void publish(JobEvent event) {
        for (JobListener listener : listeners) {
            try {
                listener.on(event);
            } catch (RuntimeException broken) {
                LOG.warn("event=listener_failed jobId={} listener={}", event.id(), listener, broken);
            }
        }
    }
}
