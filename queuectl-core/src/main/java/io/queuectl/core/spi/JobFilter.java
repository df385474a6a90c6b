package io.queuectl.core.spi;

import io.queuectl.api.JobState;
import io.queuectl.api.JobView;
import io.queuectl.api.QueueName;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which jobs are meant; every condition must hold.
 *
 * @param states empty means any
 * @param queue {@code null} means any
 * @param kind {@code null} means any
 * @param finishedBefore only jobs finished before that, or {@code null}
 */
public record JobFilter(
        Set<JobState> states,
        @Nullable QueueName queue,
        @Nullable String kind,
        @Nullable Instant finishedBefore) {

    public static final JobFilter ANY = new JobFilter(Set.of(), null, null, null);

    public JobFilter {
        states = Set.copyOf(states);
    }

    public static JobFilter in(JobState... states) {
        return new JobFilter(Set.of(states), null, null, null);
    }

    public JobFilter queue(QueueName only) {
        return new JobFilter(states, only, kind, finishedBefore);
    }

    public JobFilter kind(String only) {
        return new JobFilter(states, queue, only, finishedBefore);
    }

    public JobFilter finishedBefore(Instant instant) {
        return new JobFilter(states, queue, kind, instant);
    }

    /** Whether that job is meant. */
    public boolean accepts(JobView job) {
        return (states.isEmpty() || states.contains(job.state()))
                && (queue == null || queue.equals(job.queue()))
                && (kind == null || kind.equals(job.kind()))
                && (finishedBefore == null
                        || (job.finishedAt() != null && job.finishedAt().isBefore(finishedBefore)));
    }
}
