package io.queuectl.core;

import io.queuectl.api.JobRequest;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** Requests in lists that are few enough to hold and to commit at once. Takes no request before its list is asked for. One thread. */
final class Chunks implements Iterator<List<JobRequest>> {

    static final int MOST = 1_000;

    /** Of payload. A single request may carry more than is left. */
    static final long MOST_BYTES = 4 << 20;

    private final Iterator<? extends JobRequest> requests;

    /** Taken, and too large for the list before. */
    private @Nullable JobRequest left;

    Chunks(Iterator<? extends JobRequest> requests) {
        this.requests = requests;
    }

    @Override
    public boolean hasNext() {
        return left != null || requests.hasNext();
    }

    @Override
    public List<JobRequest> next() {
        List<JobRequest> chunk = new ArrayList<>();
        long bytes = 0;
        while (chunk.size() < MOST && hasNext()) {
            JobRequest request = take();
            bytes += request.payload().size();
            if (!chunk.isEmpty() && bytes > MOST_BYTES) {
                left = request;
                return chunk;
            }
            chunk.add(request);
        }
        if (chunk.isEmpty()) {
            throw new NoSuchElementException("no more requests");
        }
        return chunk;
    }

    private JobRequest take() {
        JobRequest request = left;
        left = null;
        if (request == null) {
            request = requests.next();
        }
        Given.require("job request", request);
        return request;
    }
}
