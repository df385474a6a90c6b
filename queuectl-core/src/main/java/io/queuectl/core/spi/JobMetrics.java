package io.queuectl.core.spi;

import java.time.Duration;

/**
 * Takes what the engine counts and times, for whatever keeps an application's metrics. Thread-safe, and quick: it is called on the threads that run jobs and
 * lead commits. What it throws is logged and goes no further.
 *
 * <p>Without one the engine measures nothing. {@link Metric} says what comes when, {@link MetricTags} with which attributes.
 */
public interface JobMetrics {

    /** Something happened so many times. */
    void count(Metric metric, long times, MetricTags tags);

    /** Something took that long. */
    void time(Metric metric, Duration took, MetricTags tags);
}
