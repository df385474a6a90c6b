package io.queuectl.core.engine;

import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import io.queuectl.api.StoreException;
import io.queuectl.core.spi.Ticker;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;

/**
 * Tries a whole unit of store work again after a transient error, for less than a third of the lease in all, so that a renewal
 * that was retried still lands inside it. Only for store errors: how jobs are retried is {@link Verdict}'s business.
 *
 * <p>An interrupt neither cuts the tries short nor gets lost: the flag is up again when the call returns. So the waits are not left to
 * resilience4j, which sleeps interruptibly and drops the flag.
 */
final class StoreRetry {

    private static final long FIRST_WAIT_MILLIS = 20;
    private static final long LONGEST_WAIT_MILLIS = 500;
    private static final int MOST_TRIES = 20;

    private final Retry retry;
    private final Ticker ticker;
    private final long budgetNanos;

    private StoreRetry(Retry retry, Ticker ticker, long budgetNanos) {
        this.retry = retry;
        this.ticker = ticker;
        this.budgetNanos = budgetNanos;
    }

    static StoreRetry within(Duration lease, Ticker ticker) {
        Duration budget = lease.dividedBy(3);
        RetryConfig config = RetryConfig.custom()
                .maxAttempts(triesWithin(budget))
                .intervalFunction(tries -> 0L)
                .retryOnException(error -> error instanceof StoreException failed && isWorthRetrying(failed))
                .build();
        return new StoreRetry(Retry.of("store", config), ticker, budget.toNanos());
    }

    /** Runs the work, telling it which try it is, from 1. */
    <T> T call(IntFunction<T> work) {
        Call<T> call = new Call<>(work);
        try {
            return retry.executeSupplier(call::oneTry);
        } catch (OutOfTime spent) {
            throw spent.last;
        } finally {
            if (call.interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** A full disk does not empty itself in a second; waiting for it is the loops' business. */
    private static boolean isWorthRetrying(StoreException failed) {
        return failed.isTransient() && failed.reason() != StoreException.Reason.FULL;
    }

    /** How many tries fit if each failed at once and every wait were half as long again as planned. */
    private static int triesWithin(Duration budget) {
        double left = (double) budget.toMillis() / 1.5;
        int tries = 1;
        while (tries < MOST_TRIES && left >= (double) waitMillis(tries)) {
            left -= (double) waitMillis(tries);
            tries++;
        }
        return tries;
    }

    private static long waitMillis(int tries) {
        return Math.min(LONGEST_WAIT_MILLIS, FIRST_WAIT_MILLIS << Math.min(tries - 1, 10));
    }

    /** The work and what has become of it so far. Confined to the calling thread. */
    private final class Call<T> {

        private final IntFunction<T> work;
        private final long startedNanos = ticker.nanos();
        private int tries;
        private boolean interrupted;

        Call(IntFunction<T> work) {
            this.work = work;
        }

        T oneTry() {
            if (tries > 0) {
                rest();
            }
            try {
                return work.apply(++tries);
            } catch (StoreException failed) {
                interrupted |= Thread.interrupted();
                if (ticker.nanos() - startedNanos >= budgetNanos) {
                    throw new OutOfTime(failed);
                }
                throw failed;
            }
        }

        /** The planned wait, give or take half of it. */
        private void rest() {
            long planned = Duration.ofMillis(waitMillis(tries)).toNanos();
            long until = System.nanoTime()
                    + planned / 2
                    + ThreadLocalRandom.current().nextLong(planned + 1);
            for (long left = until - System.nanoTime(); left > 0; left = until - System.nanoTime()) {
                LockSupport.parkNanos(this, left);
                interrupted |= Thread.interrupted();
            }
        }
    }

    /** Ends the tries, because those before took too long. */
    private static final class OutOfTime extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final StoreException last;

        OutOfTime(StoreException last) {
            super(null, last, false, false);
            this.last = last;
        }
    }
}
