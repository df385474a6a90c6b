package io.queuectl.core.engine;

import io.queuectl.core.spi.Claim;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One thread's worth of work: takes claimed jobs of its pool and runs them, one after another, until it is interrupted while it waits. */
final class Slot implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(Slot.class);

    private final Pool pool;
    private final Attempts attempts;

    /** Set before the interrupt that ends the slot, so that a stray interrupt does not. */
    private volatile boolean stopping;

    Slot(Pool pool, Attempts attempts) {
        this.pool = pool;
        this.attempts = attempts;
    }

    void stop(Thread thread) {
        stopping = true;
        thread.interrupt();
    }

    @Override
    public void run() {
        while (!stopping) {
            try {
                Claim claim = pool.take().claim();
                runAttempt(claim);
            } catch (InterruptedException interrupt) {
                LOG.debug("event=slot_interrupted stopping={}", stopping);
            }
        }
    }

    /** A slot outlives whatever its attempt, or the hand-over of its outcome, throws. */
    private void runAttempt(Claim claim) {
        try {
            attempts.run(pool, claim);
        } catch (Throwable broken) {
            LOG.error("event=attempt_broke jobId={} token={}", claim.id(), claim.token(), broken);
        }
    }
}
