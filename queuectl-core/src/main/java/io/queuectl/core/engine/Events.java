package io.queuectl.core.engine;

import io.queuectl.api.JobEvent;
import io.queuectl.api.JobListener;
import io.queuectl.core.spi.JobMetrics;
import io.queuectl.core.spi.Ticker;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Those of the application who want to know what happens here: listeners, metrics, and callers who wait for a job. Thread-safe. */
public final class Events {

    private final List<Audience> audiences;
    private final Meter meter;
    private final Runnable afterExchange;

    /**
     * @param metrics {@code null} for none
     * @param afterExchange runs after every exchange, on the thread that led it; must not throw
     */
    public Events(List<JobListener> listeners, @Nullable JobMetrics metrics, Ticker ticker, Runnable afterExchange) {
        this.audiences = listeners.stream()
                .map(listener -> new Audience(listener, ticker))
                .toList();
        this.meter = new Meter(metrics, ticker);
        this.afterExchange = afterExchange;
    }

    /** Whether anybody listens; if not, no event need be made. */
    boolean wanted() {
        return !audiences.isEmpty();
    }

    List<Audience> audiences() {
        return audiences;
    }

    Meter meter() {
        return meter;
    }

    /** Keeps an event to be told. Returns at once. */
    void publish(JobEvent event) {
        for (Audience audience : audiences) {
            audience.publish(event);
        }
    }

    boolean isCongested() {
        for (Audience audience : audiences) {
            if (audience.isCongested()) {
                return true;
            }
        }
        return false;
    }

    /** Somebody led an exchange and has left the lane. */
    void exchanged() {
        afterExchange.run();
    }
}
