package io.queuectl.core.spi;

import io.queuectl.api.schedule.ScheduleView;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is to be done about a schedule that somebody looked at: jobs to insert, and its ticks from then on.
 *
 * @param name the schedule's
 * @param seen its revision when it was looked at
 * @param jobs to insert, each with a chosen id; none where ticks only pass
 * @param tick the last one that is over now, or {@code null} for as it was
 * @param next when to look again, or {@code null} for never
 */
public record Firing(
        String name,
        long seen,
        List<NewJob> jobs,
        @Nullable Instant tick,
        @Nullable Instant next) {

    /** @throws IllegalArgumentException if a job has no id */
    public Firing {
        jobs = List.copyOf(jobs);
        if (jobs.stream().anyMatch(job -> job.id() == null)) {
            throw new IllegalArgumentException("a job of schedule " + name + " has no id");
        }
    }

    /** No jobs, and no tick: only the time to look again. */
    public static Firing later(ScheduleView view, Instant next) {
        return new Firing(view.name(), view.revision(), List.of(), null, next);
    }
}
