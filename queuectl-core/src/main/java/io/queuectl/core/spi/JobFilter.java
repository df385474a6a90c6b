package io.queuectl.core.spi;

import io.queuectl.api.JobState;
import io.queuectl.api.JobView;
import io.queuectl.api.QueueName;
import io.queuectl.api.Tags;
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
 * @param tags only jobs that carry all of these
 */
public record JobFilter(
        Set<JobState> states,
        @Nullable QueueName queue,
        @Nullable String kind,
        @Nullable Instant finishedBefore,
        Tags tags) {

    public static final JobFilter ANY = new JobFilter(Set.of(), null, null, null, Tags.NONE);

    public JobFilter {
        states = Set.copyOf(states);
    }

    public static JobFilter in(JobState... states) {
        return ANY.states(Set.of(states));
    }

    public JobFilter states(Set<JobState> only) {
        return new JobFilter(only, queue, kind, finishedBefore, tags);
    }

    public JobFilter tags(Tags all) {
        return new JobFilter(states, queue, kind, finishedBefore, all);
    }

    public JobFilter queue(QueueName only) {
        return new JobFilter(states, only, kind, finishedBefore, tags);
    }

    /** @throws IllegalArgumentException if that cannot be the name of a queue */
    public JobFilter queue(String only) {
        return queue(QueueName.of(only));
    }

    /** Those that carry this tag as well. */
    public JobFilter tag(String name, String value) {
        return tags(tags.with(name, value));
    }

    public JobFilter kind(String only) {
        return new JobFilter(states, queue, only, finishedBefore, tags);
    }

    public JobFilter finishedBefore(Instant instant) {
        return new JobFilter(states, queue, kind, instant, tags);
    }

    /** Whether that job is meant. */
    public boolean accepts(JobView job) {
        return (states.isEmpty() || states.contains(job.state()))
                && (queue == null || queue.equals(job.queue()))
                && (kind == null || kind.equals(job.kind()))
                && job.tags().values().entrySet().containsAll(tags.values().entrySet())
                && (finishedBefore == null
                        || (job.finishedAt() != null && job.finishedAt().isBefore(finishedBefore)));
    }
}
