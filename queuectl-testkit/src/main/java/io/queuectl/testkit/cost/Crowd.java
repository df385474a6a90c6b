package io.queuectl.testkit.cost;

import io.queuectl.core.QueueCtl;
import io.queuectl.core.spi.JobStore;
import io.queuectl.core.spi.Receipt;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Several threads that enqueue one job a call. Every exchange is held until all of them have called, so that how many jobs share it does not depend on who
 * runs when: through one lane, two exchanges in a row carry at least one job of each. For one use.
 */
final class Crowd {

    private final int callers;
    private final int jobs;
    private final AtomicInteger left;

    /** One permit for each call that no exchange has waited for yet. */
    private final Semaphore called = new Semaphore(0);

    /** How many calls exchanges have waited for. Guarded by this. */
    private int awaited;

    /** Guarded by this. */
    private int written;

    Crowd(int callers, int jobs) {
        this.callers = callers;
        this.jobs = jobs;
        left = new AtomicInteger(jobs);
    }

    void run(JobStore store) throws InterruptedException {
        try (QueueCtl queue = Drain.enqueueing(held(store))) {
            List<Thread> threads = new ArrayList<>();
            for (int i = 0; i < callers; i++) {
                Thread thread = new Thread(() -> enqueue(queue));
                thread.start();
                threads.add(thread);
            }
            for (Thread thread : threads) {
                thread.join();
            }
        }
    }

    private void enqueue(QueueCtl queue) {
        boolean done = false;
        try {
            while (left.getAndDecrement() > 0) {
                called.release();
                queue.enqueue(Phase.request("nothing"));
            }
            done = true;
        } finally {
            if (!done) {
                // Nobody is to wait for the calls of one that failed.
                called.release(jobs);
            }
        }
    }

    private JobStore held(JobStore store) {
        return Exchanging.store(store, verb -> batch -> {
            awaitCalls();
            Receipt receipt = verb.exchange(batch);
            wrote(batch.jobs().size());
            return receipt;
        });
    }

    private synchronized void awaitCalls() {
        int needed = Math.min(jobs, written + callers);
        if (needed > awaited) {
            called.acquireUninterruptibly(needed - awaited);
            awaited = needed;
        }
    }

    private synchronized void wrote(int more) {
        written += more;
    }
}
