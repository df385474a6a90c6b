package io.queuectl.core;

import io.queuectl.api.JobId;
import io.queuectl.api.JobRequest;
import io.queuectl.core.spi.EnqueueMiddleware;
import io.queuectl.core.spi.EnqueueMiddleware.Next;
import java.util.List;

/** What stands around enqueueing, the first one outermost. Immutable. */
record Enqueueing(List<EnqueueMiddleware> outermostFirst) {

    Enqueueing {
        outermostFirst = List.copyOf(outermostFirst);
    }

    /** @throws IllegalStateException if a middleware did not answer an id for each request */
    List<JobId> run(List<JobRequest> requests, Next last) {
        if (outermostFirst.isEmpty()) {
            return last.enqueue(requests);
        }
        List<JobId> ids = surrounded(last).enqueue(requests);
        if (ids == null || ids.size() != requests.size()) {
            throw new IllegalStateException("the middleware around enqueueing answered "
                    + (ids == null ? "null" : ids.size() + " ids") + " for " + requests.size() + " requests");
        }
        return ids;
    }

    /** The same where there are no ids yet. */
    void handOver(List<JobRequest> requests, Next last) {
        surrounded(last).enqueue(requests);
    }

    private Next surrounded(Next last) {
        Next next = last;
        for (int i = outermostFirst.size() - 1; i >= 0; i--) {
            EnqueueMiddleware middleware = outermostFirst.get(i);
            Next inner = next;
            next = requests -> middleware.around(requests, inner);
        }
        return next;
    }
}
