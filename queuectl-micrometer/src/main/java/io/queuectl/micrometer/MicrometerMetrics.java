package io.queuectl.micrometer;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Timer;
import io.queuectl.core.spi.JobMetrics;
import io.queuectl.core.spi.Metric;
import io.queuectl.core.spi.MetricTags;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Counts and times into a {@link MeterRegistry}, under the names and attributes of {@link Metric} and {@link MetricTags}: {@code messaging.process.duration} with
 * {@code messaging.destination.name} and so on, in whatever form the registry writes them. Percentiles and histograms are a matter of its filters. Thread-safe.
 *
 * <p>All meters of a name have the same tag keys, as some registries demand; what is not known or did not happen is {@value #NONE}, as is Micrometer's habit.
 */
public final class MicrometerMetrics implements JobMetrics {

    /** The value of a tag where there is nothing to say. */
    static final String NONE = "none";

    private static final List<String> OF_A_COMMIT = List.of("messaging.system");

    private static final List<String> OF_JOBS = List.of(
            "messaging.system",
            "messaging.destination.name",
            "messaging.operation.name",
            "messaging.operation.type",
            "error.type",
            "queuectl.job.kind");

    private static final List<String> OF_ENDS = List.of(
            "messaging.system",
            "messaging.destination.name",
            "messaging.operation.name",
            "messaging.operation.type",
            "error.type",
            "queuectl.job.kind",
            "queuectl.attempt.end",
            "queuectl.job.state");

    private record Key(Metric metric, MetricTags tags) {}

    private final MeterRegistry registry;

    /** Finding a meter in the registry costs more than using it; there are few. */
    private final Map<Key, Counter> counters = new ConcurrentHashMap<>();

    private final Map<Key, Timer> timers = new ConcurrentHashMap<>();

    private MicrometerMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    /** For {@code QueueCtlBuilder.metrics}. */
    public static MicrometerMetrics of(MeterRegistry registry) {
        return new MicrometerMetrics(registry);
    }

    @Override
    public void count(Metric metric, long times, MetricTags tags) {
        counters.computeIfAbsent(new Key(metric, tags), this::counter).increment((double) times);
    }

    @Override
    public void time(Metric metric, Duration took, MetricTags tags) {
        timers.computeIfAbsent(new Key(metric, tags), this::timer).record(took);
    }

    private Counter counter(Key key) {
        return Counter.builder(key.metric().text())
                .description(key.metric().description())
                .tags(tags(key))
                .register(registry);
    }

    private Timer timer(Key key) {
        return Timer.builder(key.metric().text())
                .description(key.metric().description())
                .tags(tags(key))
                .register(registry);
    }

    private static List<Tag> tags(Key key) {
        Map<String, String> known = key.tags().attributes();
        return names(key.metric()).stream()
                .map(name -> Tag.of(name, known.getOrDefault(name, NONE)))
                .toList();
    }

    private static List<String> names(Metric metric) {
        return switch (metric) {
            case EXCHANGE -> OF_A_COMMIT;
            case SETTLED -> OF_ENDS;
            case SENT, CONSUMED, OPERATION, PROCESS, START_DELAY -> OF_JOBS;
        };
    }
}
