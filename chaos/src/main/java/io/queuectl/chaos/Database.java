package io.queuectl.chaos;

import io.queuectl.api.Attempt;
import io.queuectl.api.JobId;
import io.queuectl.api.JobState;
import io.queuectl.api.JobView;
import io.queuectl.core.spi.JobFilter;
import io.queuectl.core.spi.JobQueries;
import io.queuectl.core.spi.JobStore;
import io.queuectl.core.spi.Page;
import io.queuectl.core.spi.PageRequest;
import io.queuectl.core.spi.StateCount;
import io.queuectl.core.spi.StoreProvider;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.function.Function;

/**
 * A database by its location, looked into with the library. Each look opens it and closes it again, so that on a shared H2 file none of the processes of a
 * test depends on this one for long.
 *
 * @param location as given to {@code --db}
 */
public record Database(String location) {

    /** A shared H2 file is out of reach for seconds when the process that served it is killed. */
    private static final Duration BUSY = Duration.ofSeconds(60);

    /** Asks it something. */
    public <T> T read(Function<JobQueries, T> question) {
        try (JobStore store = open(StoreProvider.OpenMode.READ)) {
            return question.apply(store.queries());
        }
    }

    /** The caller closes it. */
    public JobStore open(StoreProvider.OpenMode mode) {
        for (StoreProvider provider : ServiceLoader.load(StoreProvider.class)) {
            if (provider.accepts(location)) {
                return provider.open(location, mode, BUSY);
            }
        }
        throw new IllegalArgumentException("no store serves " + location);
    }

    /** How many jobs are neither completed, dead nor cancelled. */
    public long unfinished() {
        return read(JobQueries::counts).stream()
                .filter(count -> !count.state().isFinished())
                .mapToLong(StateCount::count)
                .sum();
    }

    /** How many jobs are in that state. */
    public long count(JobState state) {
        return read(JobQueries::counts).stream()
                .filter(count -> count.state() == state)
                .mapToLong(StateCount::count)
                .sum();
    }

    /** A job by its id. */
    public JobView job(String id) {
        return read(queries -> queries.find(JobId.of(id)))
                .orElseThrow(() -> new AssertionError("no job " + id + " in " + location));
    }

    /** Its attempts, oldest first. */
    public List<Attempt> attempts(String id) {
        return read(queries -> queries.attempts(JobId.of(id)));
    }

    static List<JobView> jobs(JobQueries queries) {
        List<JobView> all = new ArrayList<>();
        PageRequest request = PageRequest.first(PageRequest.Order.OLDEST_FIRST, PageRequest.MAX_LIMIT);
        Page page = queries.list(JobFilter.ANY, request);
        while (true) {
            all.addAll(page.jobs());
            Page.Cursor next = page.next();
            if (next == null) {
                return all;
            }
            page = queries.list(JobFilter.ANY, request.startingAfter(next));
        }
    }
}
