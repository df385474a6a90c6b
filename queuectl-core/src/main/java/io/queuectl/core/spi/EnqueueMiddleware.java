package io.queuectl.core.spi;

import io.queuectl.api.JobId;
import io.queuectl.api.JobRequest;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Stands around what a queue enqueues: for what a job should take along from the thread that asks for it, such as the id of a trace as a {@link JobRequest#tag},
 * and for measuring it. One object serves many threads at once.
 *
 * <p>It is around every way in: one job and many, with patience, in the caller's transaction, from a handler ({@code JobContext.enqueue}), and
 * asynchronously, where it is around handing the request over and {@link Next} answers no id yet. It is not around the jobs of schedules, which
 * whichever node fires them writes as they were defined.
 */
@FunctionalInterface
public interface EnqueueMiddleware {

    /**
     * Has the requests enqueued by what lies further in, and whatever belongs before and after it; all on the thread of the caller. What it throws the caller
     * gets: a middleware that does not call {@code next} keeps the jobs from being enqueued, and should throw then.
     *
     * @return what {@code next} answered: an id for each request, in their order
     */
    List<JobId> around(List<JobRequest> requests, Next next);

    /** What lies further in. */
    @FunctionalInterface
    interface Next {

        /** @param requests those given, or others in their place, as many */
        List<JobId> enqueue(List<JobRequest> requests);
    }

    /** One that changes each request on its way in. */
    static EnqueueMiddleware each(UnaryOperator<JobRequest> change) {
        return (requests, next) -> next.enqueue(requests.stream().map(change).toList());
    }
}
