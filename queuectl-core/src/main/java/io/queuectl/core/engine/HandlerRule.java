package io.queuectl.core.engine;

import io.queuectl.core.spi.BackoffPolicy;
import io.queuectl.core.spi.JobExecutor;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the jobs of one kind run on this node; what is {@code null} is left to the engine's defaults. A job's own limits come first.
 *
 * @param exceptions the first one that knows what was thrown counts; what none knows is a failure
 */
public record HandlerRule(
        JobExecutor executor,
        @Nullable Integer maxAttempts,
        @Nullable BackoffPolicy backoff,
        @Nullable Duration timeout,
        List<ExceptionRule> exceptions) {

    public HandlerRule {
        exceptions = List.copyOf(exceptions);
    }

    /** The same rule for another executor. */
    public HandlerRule with(JobExecutor other) {
        return new HandlerRule(other, maxAttempts, backoff, timeout, exceptions);
    }
}
