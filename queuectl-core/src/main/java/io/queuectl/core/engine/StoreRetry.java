package io.queuectl.core.engine;

import io.github.resilience4j.core.IntervalFunction;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import io.queuectl.api.StoreException;
import java.time.Duration;
import java.util.function.IntFunction;

/**
 * Tries a whole unit of store work again after a transient error, for less than a third of the lease in all, so that a renewal
 * that was retried still lands inside it. Only for store errors: how jobs are retried is {@link Verdict}'s business.
 */
final class StoreRetry {

    private static final Duration FIRST_WAIT = Duration.ofMillis(20);
    private static final Duration LONGEST_WAIT = Duration.ofMillis(500);

    private final Retry retry;

    private StoreRetry(Retry retry) {
        this.retry = retry;
    }

    static StoreRetry within(Duration lease) {
        RetryConfig config = RetryConfig.custom()
                .maxAttempts(attemptsWithin(lease.dividedBy(3)))
                .intervalFunction(IntervalFunction.ofExponentialRandomBackoff(FIRST_WAIT, 2.0, 0.5, LONGEST_WAIT))
                .retryOnException(error -> error instanceof StoreException failed && isWorthRetrying(failed))
                .build();
        return new StoreRetry(Retry.of("store", config));
    }

    /** Runs the work, telling it which try it is, from 1. */
    <T> T call(IntFunction<T> work) {
        int[] tries = {0};
        return retry.executeSupplier(() -> work.apply(++tries[0]));
    }

    /** A full disk does not empty itself in a second; waiting for it is the loops' business. */
    private static boolean isWorthRetrying(StoreException failed) {
        return failed.isTransient() && failed.reason() != StoreException.Reason.FULL;
    }

    /** How many tries fit if every wait were half as long again as planned. */
    private static int attemptsWithin(Duration budget) {
        double left = (double) budget.toMillis() / 1.5;
        double wait = (double) FIRST_WAIT.toMillis();
        int attempts = 1;
        while (left >= wait && attempts < 20) {
            left -= wait;
            wait = Math.min(wait * 2, (double) LONGEST_WAIT.toMillis());
            attempts++;
        }
        return attempts;
    }
}
