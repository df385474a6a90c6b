package io.queuectl.core.spi;

import io.queuectl.api.JobView;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Some jobs of a list.
 *
 * @param next where the following page starts, or {@code null} if this is the last
 */
public record Page(List<JobView> jobs, @Nullable Cursor next) {

    public Page {
        jobs = List.copyOf(jobs);
    }

    /** The page that is asked for out of all jobs that are meant, in whatever order they come: for stores that have them at hand. */
    public static Page of(Stream<JobView> jobs, PageRequest request) {
        Comparator<Cursor> order = request.order().comparator();
        Cursor after = request.after();
        List<JobView> found = jobs.filter(job -> after == null || order.compare(Cursor.of(job), after) > 0)
                .sorted(Comparator.comparing(Cursor::of, order))
                .limit(request.limit() + 1L)
                .toList();
        if (found.size() <= request.limit()) {
            return new Page(found, null);
        }
        List<JobView> page = found.subList(0, request.limit());
        return new Page(page, Cursor.of(page.get(page.size() - 1)));
    }

    /** The sort key of the last job of a page. */
    public record Cursor(int priority, Instant runAt, long number) {

        public static Cursor of(JobView job) {
            return new Cursor(job.priority(), job.runAt(), job.number());
        }
    }
}
