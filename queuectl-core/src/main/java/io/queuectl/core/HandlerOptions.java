package io.queuectl.core;

import io.queuectl.api.Limits;
import io.queuectl.core.engine.HandlerRule;
import io.queuectl.core.spi.BackoffPolicy;
import io.queuectl.core.spi.JobExecutor;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How the jobs of one kind run, as far as a job does not say so itself. Mutable, for one thread. */
public final class HandlerOptions {

    private Limits limits = Limits.UNSET;
    private @Nullable BackoffPolicy backoff;

    HandlerOptions() {}

    /** Total runs before a failing job is dead; see {@link Limits#maxAttempts}. */
    public HandlerOptions maxAttempts(int attempts) {
        limits = limits.withMaxAttempts(attempts);
        return this;
    }

    /** How long one run may take before it is interrupted and counts as failed; none by default. */
    public HandlerOptions timeout(Duration limit) {
        limits = limits.withTimeout(limit);
        return this;
    }

    /** How long a failed job waits before its next run. */
    public HandlerOptions backoff(BackoffPolicy policy) {
        backoff = policy;
        return this;
    }

    HandlerRule rule(JobExecutor executor) {
        return new HandlerRule(executor, limits.maxAttempts(), backoff, limits.timeout());
    }
}
