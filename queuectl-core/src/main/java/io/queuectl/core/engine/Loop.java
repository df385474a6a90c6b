package io.queuectl.core.engine;

import io.queuectl.api.QueueHealth;
import io.queuectl.api.StoreException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A named thread that does one thing again and again and survives whatever that throws: it classifies the error, says so once
 * per outage, backs off, and goes on.
 */
final class Loop {

    /** One round of the loop's work. Answers how long to wait before the next; a raised signal cuts the wait short. */
    interface Round {
        Duration run() throws InterruptedException;
    }

    private static final Logger LOG = LoggerFactory.getLogger(Loop.class);
    private static final Duration FIRST_BACKOFF = Duration.ofMillis(50);
    private static final Duration LONGEST_BACKOFF = Duration.ofSeconds(2);

    private final String role;
    private final Round round;
    private final Signal signal = new Signal();
    private final Thread thread;
    private volatile boolean stopping;

    /** Rounds that failed since the last one that did not. Written by the loop's thread. */
    private volatile int failures;

    Loop(String role, Round round) {
        this.role = role;
        this.round = round;
        this.thread = new Thread(this::run, "queuectl-" + role + "-1");
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** Makes the next round start at once. */
    void wake() {
        signal.raise();
    }

    /** Ends the loop after its present round. Idempotent. */
    void stop() {
        stopping = true;
        signal.raise();
        LockSupport.unpark(thread);
    }

    /** Cuts short a round that waits. */
    void interrupt() {
        thread.interrupt();
    }

    /** Whether this is the loop's own thread. */
    boolean isCurrent() {
        return thread == Thread.currentThread();
    }

    String role() {
        return role;
    }

    /** Whether its thread runs, and how its rounds go. */
    QueueHealth.LoopHealth health() {
        return new QueueHealth.LoopHealth(role, thread.isAlive(), failures);
    }

    /** Waits for the thread to end, at most that long; answers whether it did. */
    boolean join(Duration atMost) throws InterruptedException {
        if (thread == Thread.currentThread()) {
            return true;
        }
        thread.join(Math.max(1, atMost.toMillis()));
        return !thread.isAlive();
    }

    private void run() {
        while (!stopping) {
            rest(oneRound());
            if (Thread.interrupted()) {
                LOG.debug("event=loop_interrupted role={}", role);
            }
        }
    }

    /** After a failure nothing but the end cuts the rest short: a loop that is woken all the time must not hammer a store that fails. */
    private void rest(Duration pause) {
        if (failures == 0) {
            signal.await(pause);
            return;
        }
        long until = System.nanoTime() + pause.toNanos();
        for (long left = pause.toNanos(); left > 0 && !stopping; left = until - System.nanoTime()) {
            LockSupport.parkNanos(this, left);
            if (Thread.interrupted()) {
                return;
            }
        }
    }

    private Duration oneRound() {
        try {
            Duration pause = round.run();
            if (failures > 0) {
                LOG.info("event=loop_recovered role={} failures={}", role, failures);
                failures = 0;
            }
            return pause;
        } catch (InterruptedException stop) {
            return Duration.ZERO;
        } catch (StoreException failed) {
            return backOff(failed, failed.isTransient());
        } catch (Throwable unexpected) {
            return backOff(unexpected, false);
        }
    }

    private Duration backOff(Throwable failure, boolean expected) {
        int before = failures;
        failures = before + 1;
        if (before == 0) {
            if (expected) {
                LOG.warn("event=loop_failed role={} reason=\"{}\"; going on", role, failure.getMessage());
            } else {
                LOG.error("event=loop_failed role={} reason=\"{}\"; going on", role, failure.getMessage(), failure);
            }
        }
        Duration pause = FIRST_BACKOFF.multipliedBy(1L << Math.min(failures, 10));
        return pause.compareTo(LONGEST_BACKOFF) < 0 ? pause : LONGEST_BACKOFF;
    }
}
