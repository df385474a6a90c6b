package io.queuectl.core;

import io.queuectl.api.Failure;
import io.queuectl.api.Limits;
import io.queuectl.api.Start;
import io.queuectl.core.engine.ExceptionRule;
import io.queuectl.core.engine.HandlerRule;
import io.queuectl.core.spi.BackoffPolicy;
import io.queuectl.core.spi.JobExecutor;
import io.queuectl.core.spi.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** How the jobs of one kind run, as far as a job does not say so itself. Mutable, for one thread. */
public final class HandlerOptions {

    private Limits limits = Limits.UNSET;
    private @Nullable BackoffPolicy backoff;
    private final List<ExceptionRule> exceptions = new ArrayList<>();

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

    /** Such an exception gives the job up at once: dead, however many attempts it had left. */
    @SafeVarargs
    @SuppressWarnings("varargs")
    public final HandlerOptions discardOn(Class<? extends Throwable>... types) {
        return rules(types, Outcome.Discarded::new);
    }

    /** Such an exception withdraws the job: cancelled. */
    @SafeVarargs
    @SuppressWarnings("varargs")
    public final HandlerOptions cancelOn(Class<? extends Throwable>... types) {
        return rules(types, Outcome.Cancelled::new);
    }

    /** Such an exception puts the job off by that long, zero to 100 years, at the cost of no attempt. */
    public HandlerOptions snoozeOn(Class<? extends Throwable> type, Duration delay) {
        Start.After due = new Start.After(delay);
        return rule(type, (thrown, failure) -> new Outcome.Snoozed(due));
    }

    /**
     * Such an exception fails the attempt, and says itself how long the next one, if there is one, has to wait: zero to 100 years. Where it
     * cannot say, it is an exception as any other.
     */
    public <E extends Throwable> HandlerOptions retryAfter(Class<E> type, Function<? super E, Duration> delay) {
        Given.require("delay", delay);
        return rule(
                type,
                (thrown, failure) -> new Outcome.RetryAt(failure, new Start.After(delay.apply(type.cast(thrown)))));
    }

    private HandlerOptions rules(Class<? extends Throwable>[] types, Function<Failure, Outcome> outcome) {
        for (Class<? extends Throwable> type : types) {
            rule(type, (thrown, failure) -> outcome.apply(failure));
        }
        return this;
    }

    /** Those declared first are asked first. */
    private HandlerOptions rule(Class<? extends Throwable> type, BiFunction<Throwable, Failure, Outcome> outcome) {
        Given.require("exception type", type);
        exceptions.add(new ExceptionRule(type, outcome));
        return this;
    }

    HandlerRule rule(JobExecutor executor) {
        return new HandlerRule(executor, limits.maxAttempts(), backoff, limits.timeout(), exceptions);
    }
}
