package io.queuectl.testkit.cost;

import io.queuectl.api.JobRequest;
import io.queuectl.api.Payload;
import io.queuectl.core.QueueCtl;
import io.queuectl.core.spi.JobStore;
import java.util.stream.IntStream;

/**
 * A part of the fixed workload, through the public API at its defaults.
 *
 * <p>How many jobs share a commit follows from how long a commit takes beside a job, and so from the machine. Here every exchange of a drain is held
 * for longer than any commit takes, so that the engine claims as far ahead as it ever does, however slow the machine is and whatever else it does;
 * and where several enqueue, until all of them have called.
 */
public enum Phase {

    /** One job a call, by one thread: each call is a transaction. */
    ENQUEUE(1_000) {
        @Override
        public void run(JobStore store) {
            try (QueueCtl queue = Drain.enqueueing(store)) {
                for (int i = 0; i < jobs(); i++) {
                    queue.enqueue(request("nothing"));
                }
            }
        }
    },

    /** One job a call, by four threads: whoever calls during a commit shares the next. */
    ENQUEUE_BY_FOUR(400) {
        @Override
        public void run(JobStore store) throws InterruptedException {
            new Crowd(4, jobs()).run(store);
        }
    },

    /** A thousand jobs a call. */
    ENQUEUE_IN_BULK(3_000) {
        @Override
        public void run(JobStore store) {
            try (QueueCtl queue = Drain.enqueueing(store)) {
                fill(queue, 0);
            }
        }
    },

    /** A backlog of jobs that do nothing, on four slots. */
    DRAIN(3_000) {
        @Override
        public void prepare(JobStore store) {
            try (QueueCtl queue = Drain.enqueueing(store)) {
                fill(queue, 0);
            }
        }

        @Override
        public void run(JobStore store) throws InterruptedException {
            new Drain(jobs()).run(store);
        }
    },

    /** The same with one job in twenty that fails twice and is dead then. */
    DRAIN_WITH_FAILURES(3_000) {
        @Override
        public void prepare(JobStore store) {
            try (QueueCtl queue = Drain.enqueueing(store)) {
                fill(queue, 20);
            }
        }

        @Override
        public void run(JobStore store) throws InterruptedException {
            new Drain(jobs()).run(store);
        }
    };

    private static final int IN_BULK = 1_000;
    private static final Payload PAYLOAD = Payload.of("x".repeat(100));

    private final int jobs;

    Phase(int jobs) {
        this.jobs = jobs;
    }

    /** How many jobs it is about. */
    public int jobs() {
        return jobs;
    }

    /** Brings about what the phase finds. The store stays open. */
    public void prepare(JobStore store) {}

    /** Does it, and returns when all is committed. The store stays open. */
    public abstract void run(JobStore store) throws InterruptedException;

    /** @param failing one in how many fails; 0 for none */
    void fill(QueueCtl queue, int failing) {
        for (int from = 0; from < jobs; from += IN_BULK) {
            queue.enqueueAll(IntStream.range(from, from + IN_BULK)
                    .mapToObj(i -> request(failing > 0 && i % failing == 0 ? "failing" : "nothing"))
                    .toList());
        }
    }

    static JobRequest request(String kind) {
        return JobRequest.of(kind, PAYLOAD);
    }
}
