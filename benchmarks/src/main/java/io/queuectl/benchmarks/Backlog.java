package io.queuectl.benchmarks;

import io.queuectl.api.JobId;
import io.queuectl.api.JobQueue;
import io.queuectl.api.JobType;
import io.queuectl.core.QueueCtl;
import io.queuectl.core.spi.JobStore;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Jobs that do nothing, with a payload of about a hundred bytes. */
final class Backlog {

    static final String PAYLOAD = "{\"image\":7,\"width\":300,\"note\":\"" + "x".repeat(70) + "\"}";
    static final JobType<String> NOTHING = JobType.text("nothing");

    private static final int IN_A_COMMIT = 10_000;

    private Backlog() {}

    /** Enqueues that many and answers their ids. The store stays open, and so does the queue on it, which has no threads. */
    static List<JobId> fill(JobStore store, int jobs) {
        JobQueue queue = QueueCtl.builder().store(store).build();
        List<JobId> ids = new ArrayList<>(jobs);
        while (ids.size() < jobs) {
            int count = Math.min(IN_A_COMMIT, jobs - ids.size());
            ids.addAll(queue.enqueueAll(Collections.nCopies(count, NOTHING.of(PAYLOAD))));
        }
        return ids;
    }
}
