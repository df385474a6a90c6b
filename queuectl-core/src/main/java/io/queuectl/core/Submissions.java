package io.queuectl.core;

import io.queuectl.api.JobRequest;
import io.queuectl.core.backoff.Backoff;
import io.queuectl.core.engine.Seams;
import io.queuectl.core.spi.NewJob;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Makes new jobs of requests and numbers them, so that one that is sent twice is one job. The numbers run on from a random
 * 63-bit start: no two processes meet, and the store's index grows at one end. Thread-safe.
 */
final class Submissions {

    private final Seams seams;
    private final AtomicLong last;

    Submissions(Seams seams) {
        this.seams = seams;
        this.last = new AtomicLong(seams.random().nextLong(1, Long.MAX_VALUE));
    }

    /** @throws IllegalArgumentException if the request's backoff is not the text of a built-in policy */
    NewJob job(JobRequest request) {
        String backoff = request.limits().backoff();
        if (backoff != null) {
            Backoff.parse(backoff);
        }
        Instant runAt = request.start().dueAt(seams.clock().instant());
        return new NewJob(
                next(),
                request.id(),
                request.kind(),
                request.queue(),
                request.priority(),
                runAt,
                request.payload(),
                request.limits(),
                request.extras());
    }

    private long next() {
        return last.updateAndGet(number -> number == Long.MAX_VALUE ? 1 : number + 1);
    }
}
