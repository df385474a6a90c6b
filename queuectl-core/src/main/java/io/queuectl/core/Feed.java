package io.queuectl.core;

import io.queuectl.api.JobId;
import io.queuectl.api.JobQueue;
import io.queuectl.api.JobRequest;
import io.queuectl.api.QueueFullException;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;

/** Adds requests to queues that may be full: as many at once as there is room for, half as many at each try, until it waits for room for a single one. One thread. */
final class Feed {

    private final JobQueue queue;
    private final Consumer<? super List<JobId>> added;
    private final Duration patience;

    /** How many to try at once. */
    private int size = Chunks.MOST;

    Feed(JobQueue queue, Consumer<? super List<JobId>> added, Duration patience) {
        this.queue = queue;
        this.added = added;
        this.patience = patience;
    }

    /** Answers how many. */
    long addAll(Iterator<? extends JobRequest> requests) throws InterruptedException {
        Chunks chunks = new Chunks(requests);
        long count = 0;
        while (chunks.hasNext()) {
            List<JobRequest> left = chunks.next();
            while (!left.isEmpty()) {
                List<JobId> ids = addSome(left);
                added.accept(ids);
                count += ids.size();
                left = left.subList(ids.size(), left.size());
            }
        }
        return count;
    }

    private List<JobId> addSome(List<JobRequest> requests) throws InterruptedException {
        while (true) {
            List<JobRequest> some = requests.subList(0, Math.min(size, requests.size()));
            try {
                List<JobId> ids = some.size() == 1 ? queue.enqueueAll(some, patience) : queue.enqueueAll(some);
                size = Math.min(Chunks.MOST, size * 2);
                return ids;
            } catch (QueueFullException full) {
                if (some.size() == 1) {
                    throw full;
                }
                size = some.size() / 2;
            }
        }
    }
}
