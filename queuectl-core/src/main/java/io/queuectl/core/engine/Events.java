package io.queuectl.core.engine;

import io.queuectl.api.JobEvent;
import io.queuectl.api.JobId;
import io.queuectl.api.JobListener;
import io.queuectl.core.spi.JobMetrics;
import io.queuectl.core.spi.Ticker;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Those of the application who want to know what happens here: listeners, metrics, and callers who wait for a job. Thread-safe. */
public final class Events {

    private final List<Audience> audiences;
    private final Meter meter;
    private final Waiting waiting;

    /** Callers who wait for jobs. They are told on the threads that lead exchanges, and neither keep them nor throw. */
    @FunctionalInterface
    public interface Waiting {

        /** An exchange was led, and the lane is left. */
        void exchanged();

        /** A job is finished: its settlement by this engine is written. */
        default void finished(JobId id) {}
    }

    /** @param metrics {@code null} for none */
    public Events(List<JobListener> listeners, @Nullable JobMetrics metrics, Ticker ticker, Waiting waiting) {
        this.audiences = listeners.stream()
                .map(listener -> new Audience(listener, ticker))
                .toList();
        this.meter = new Meter(metrics, ticker);
        this.waiting = waiting;
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

    /** A job was settled into a state that it does not leave by itself. */
    void finished(JobId id) {
        waiting.finished(id);
    }

    /** Somebody led an exchange and has left the lane. */
    void exchanged() {
        waiting.exchanged();
    }
}
