package io.queuectl.core.engine;

import io.queuectl.api.Failure;
import io.queuectl.api.QueueName;
import io.queuectl.core.spi.Claim;
import io.queuectl.core.spi.Insertion;
import io.queuectl.core.spi.JobMetrics;
import io.queuectl.core.spi.Metric;
import io.queuectl.core.spi.MetricTags;
import io.queuectl.core.spi.MetricTags.Operation;
import io.queuectl.core.spi.NewJob;
import io.queuectl.core.spi.Outcome;
import io.queuectl.core.spi.Settlement;
import io.queuectl.core.spi.Ticker;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Measures what the application's metrics want to know; nothing where it has none. Thread-safe. */
final class Meter {

    private static final Logger LOG = LoggerFactory.getLogger(Meter.class);

    private final @Nullable JobMetrics metrics;
    private final Ticker ticker;
    private final AtomicBoolean failed = new AtomicBoolean();

    Meter(@Nullable JobMetrics metrics, Ticker ticker) {
        this.metrics = metrics;
        this.ticker = ticker;
    }

    /** Whether nobody wants to know anything. */
    boolean isOff() {
        return metrics == null;
    }

    /** Somebody enqueues. */
    List<Insertion> enqueue(List<NewJob> jobs, Supplier<List<Insertion>> work) {
        if (metrics == null) {
            return work.get();
        }
        long before = ticker.nanos();
        String error = null;
        try {
            return work.get();
        } catch (RuntimeException | Error thrown) {
            error = thrown.getClass().getName();
            throw thrown;
        } finally {
            sent(jobs, ticker.nanos() - before, error);
        }
    }

    /** An attempt starts. */
    void started(Claim claim, Instant at) {
        if (metrics != null) {
            tell(to -> {
                to.count(Metric.CONSUMED, 1, tags(claim, Operation.CLAIM, null));
                Duration delay = Duration.between(claim.runAt(), at);
                to.time(
                        Metric.START_DELAY,
                        delay.isNegative() ? Duration.ZERO : delay,
                        tags(claim, Operation.CLAIM, null));
            });
        }
    }

    /** By the ticker, for {@link #processed}; 0 where nobody wants to know. */
    long nanos() {
        return metrics == null ? 0 : ticker.nanos();
    }

    /** An attempt ended that started then; without an outcome if its lease was lost. */
    void processed(Claim claim, long sinceNanos, @Nullable Outcome outcome) {
        if (metrics != null) {
            Duration took = Duration.ofNanos(ticker.nanos() - sinceNanos);
            tell(to -> to.time(Metric.PROCESS, took, tags(claim, Operation.PROCESS, error(outcome))));
        }
    }

    /** The end of an attempt is written. */
    void settled(Claim claim, Settlement settlement) {
        if (metrics != null) {
            Failure failure = settlement.failure();
            MetricTags tags = new MetricTags(
                    claim.queue(),
                    claim.kind(),
                    Operation.SETTLE,
                    failure == null ? null : failure.type(),
                    settlement.end(),
                    settlement.to());
            tell(to -> to.count(Metric.SETTLED, 1, tags));
        }
    }

    /** A commit took so long. */
    void exchanged(long nanos) {
        if (metrics != null) {
            tell(to -> to.time(Metric.EXCHANGE, Duration.ofNanos(nanos), MetricTags.NONE));
        }
    }

    private void sent(List<NewJob> jobs, long nanos, @Nullable String error) {
        Map<MetricTags, Integer> sent = new HashMap<>();
        for (NewJob job : jobs) {
            sent.merge(new MetricTags(job.queue(), job.kind(), Operation.ENQUEUE, error, null, null), 1, Integer::sum);
        }
        tell(to -> {
            sent.forEach((tags, count) -> to.count(Metric.SENT, count, tags));
            MetricTags only = sent.size() == 1 ? sent.keySet().iterator().next() : null;
            QueueName queue = only == null ? null : only.queue();
            String kind = only == null ? null : only.kind();
            to.time(
                    Metric.OPERATION,
                    Duration.ofNanos(nanos),
                    new MetricTags(queue, kind, Operation.ENQUEUE, error, null, null));
        });
    }

    private static MetricTags tags(Claim claim, Operation operation, @Nullable String error) {
        return new MetricTags(claim.queue(), claim.kind(), operation, error, null, null);
    }

    private static @Nullable String error(@Nullable Outcome outcome) {
        if (outcome == null) {
            return "lease_lost";
        }
        Failure failure = outcome.failure();
        return failure == null ? null : failure.type();
    }

    /** A measurement that cannot be taken costs no job anything. */
    private void tell(Consumer<JobMetrics> measurement) {
        try {
            if (metrics != null) {
                measurement.accept(metrics);
            }
        } catch (Throwable broken) {
            if (failed.compareAndSet(false, true)) {
                LOG.warn("event=metrics_failed metrics={}; said once", metrics.getClass(), broken);
            }
        }
    }
}
