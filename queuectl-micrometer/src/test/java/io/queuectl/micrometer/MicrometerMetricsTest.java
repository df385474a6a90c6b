package io.queuectl.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.queuectl.api.JobType;
import io.queuectl.core.spi.Metric;
import io.queuectl.testkit.MemoryJobStore;
import io.queuectl.testkit.app.QueueTest;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What is found in a registry after jobs ran. */
class MicrometerMetricsTest {

    private static final JobType<String> MAIL = JobType.text("mail");

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

    @RegisterExtension
    final QueueTest queue = QueueTest.on(MemoryJobStore::new)
            .with(builder -> builder.metrics(MicrometerMetrics.of(registry)).maxAttempts(1))
            .handle(MAIL, (address, context) -> {
                if (address.isEmpty()) {
                    throw new IllegalArgumentException("no address");
                }
            });

    @Test
    void jobsAreCountedAndTimedUnderTheNamesOfTheConventions() {
        queue.enqueue(MAIL.of("ann"));
        queue.enqueue(MAIL.of("bob"));
        queue.enqueue(MAIL.of(""));
        queue.advance(Duration.ofSeconds(7));
        queue.drain();

        assertThat(registry.get("messaging.client.sent.messages")
                        .tags("messaging.destination.name", "default", "queuectl.job.kind", "mail")
                        .counter()
                        .count())
                .isEqualTo(3);
        assertThat(registry.get("queuectl.attempts.settled")
                        .tags("queuectl.attempt.end", "completed", "error.type", "none")
                        .counter()
                        .count())
                .isEqualTo(2);
        assertThat(registry.get("queuectl.attempts.settled")
                        .tags("queuectl.job.state", "dead", "error.type", IllegalArgumentException.class.getName())
                        .counter()
                        .count())
                .isEqualTo(1);
        assertThat(registry.get("queuectl.job.start.delay").timer().max(TimeUnit.SECONDS))
                .isGreaterThanOrEqualTo(7);
        assertThat(registry.get("messaging.process.duration")
                        .tag("error.type", "none")
                        .timer()
                        .count())
                .isEqualTo(2);
    }

    @Test
    void everyMetricHasAMeterAndAllMetersOfANameHaveTheSameTagKeys() {
        queue.enqueue(MAIL.of("ann"));
        queue.enqueue(MAIL.of(""));
        queue.queue().enqueueAll(List.of(MAIL.of("bob"), MAIL.of("cy").queue("media")));
        queue.drain();

        for (Metric metric : Metric.values()) {
            Set<List<String>> keys = registry.get(metric.text()).meters().stream()
                    .map(Meter::getId)
                    .map(id -> id.getTags().stream().map(Tag::getKey).toList())
                    .collect(Collectors.toSet());
            assertThat(keys).as(metric.text()).hasSize(1);
            assertThat(registry.get(metric.text()).meters())
                    .allSatisfy(
                            meter -> assertThat(meter.getId().getDescription()).isEqualTo(metric.description()));
        }
        assertThat(registry.getMeters().stream()
                        .map(meter -> meter.getId().getName())
                        .collect(Collectors.toSet()))
                .isEqualTo(Arrays.stream(Metric.values()).map(Metric::text).collect(Collectors.toSet()));
    }
}
