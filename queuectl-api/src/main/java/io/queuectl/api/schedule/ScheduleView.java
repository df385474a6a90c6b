package io.queuectl.api.schedule;

import io.queuectl.api.JobId;
import io.queuectl.api.JobRequest;
import io.queuectl.api.JobType;
import io.queuectl.api.Payload;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A schedule as it was when it was read.
 *
 * @param paused whether its ticks pass without firing
 * @param next when it is looked at next, which is its next tick unless it waits for a job to end; {@code null} if it never fires again
 * @param lastTick the last tick that was fired, or {@code null}
 * @param lastJob the last job it enqueued, also on demand, or {@code null}
 * @param revision counts every change of the schedule, and every time it fired
 */
public record ScheduleView(
        Schedule schedule,
        boolean paused,
        @Nullable Instant next,
        @Nullable Instant lastTick,
        @Nullable JobId lastJob,
        long revision) {

    public String name() {
        return schedule.name();
    }

    /** For stores: a schedule that a person at the database, or another version, made into none. It never fires, and is listed all the same. */
    public static Schedule unreadable(String name, String spec, String kind) {
        JobRequest job = JobRequest.of(kind.matches(JobType.PATTERN) ? kind : "unreadable", Payload.EMPTY);
        return Schedule.of(
                name.matches(Schedule.PATTERN) ? name : "unreadable", new ScheduleSpec.Unreadable(spec), job);
    }
}
