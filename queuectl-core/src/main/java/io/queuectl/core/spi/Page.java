package io.queuectl.core.spi;

import io.queuectl.api.JobView;
import java.time.Instant;
import java.util.List;
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

    /** The sort key of the last job of a page. */
    public record Cursor(int priority, Instant runAt, long number) {

        public static Cursor of(JobView job) {
            return new Cursor(job.priority(), job.runAt(), job.number());
        }
    }
}
