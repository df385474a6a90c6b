package io.queuectl.testkit.cost;

import io.queuectl.core.QueueCtl;
import io.queuectl.core.spi.JobStore;
import io.queuectl.core.spi.Receipt;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Several threads that enqueue one job a call. Every exchange is held until each of the others has called again and waits, so that how many jobs share it
 * does not depend on who runs when: through one lane, two exchanges in a row carry at least one job of each. For one use.
 */
final class Crowd {

    private static final long GLANCE = 20_000;

    private final int callers;
    private final int jobs;
    private final AtomicInteger called = new AtomicInteger();
    private final AtomicInteger written = new AtomicInteger();
    private final List<Thread> threads = new ArrayList<>();

    /** Those that are in an exchange: they do not wait for each other. */
    private final Set<Thread> exchanging = ConcurrentHashMap.newKeySet();

    Crowd(int callers, int jobs) {
        this.callers = callers;
        this.jobs = jobs;
    }

    void run(JobStore store) throws InterruptedException {
        try (QueueCtl queue = Drain.enqueueing(held(store))) {
            for (int i = 0; i < callers; i++) {
                threads.add(new Thread(() -> enqueue(queue)));
            }
            threads.forEach(Thread::start);
            for (Thread thread : threads) {
                thread.join();
            }
        }
    }

    private void enqueue(QueueCtl queue) {
        while (called.getAndIncrement() < jobs) {
            queue.enqueue(Phase.request("nothing"));
        }
    }

    private JobStore held(JobStore store) {
        return Exchanging.store(store, verb -> batch -> {
            exchanging.add(Thread.currentThread());
            try {
                while (!haveCalled() || !threads.stream().allMatch(this::waitsOrIsDone)) {
                    LockSupport.parkNanos(GLANCE);
                }
                Receipt receipt = verb.exchange(batch);
                written.addAndGet(batch.jobs().size());
                return receipt;
            } finally {
                exchanging.remove(Thread.currentThread());
            }
        });
    }

    /** One that was answered may look as if it still waited until it calls again. Nobody waits for the calls of one that failed. */
    private boolean haveCalled() {
        return called.get() >= Math.min(jobs, written.get() + callers)
                || threads.stream().anyMatch(thread -> thread.getState() == Thread.State.TERMINATED);
    }

    private boolean waitsOrIsDone(Thread thread) {
        return exchanging.contains(thread)
                || switch (thread.getState()) {
                    case WAITING, TIMED_WAITING, TERMINATED -> true;
                    case NEW, RUNNABLE, BLOCKED -> false;
                };
    }
}
