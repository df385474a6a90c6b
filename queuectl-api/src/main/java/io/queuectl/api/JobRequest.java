package io.queuectl.api;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What a caller asks for: one job of a kind with its payload and, as far as the caller cares, where, when and how often it
 * shall run. Immutable: every method returns a changed copy.
 *
 * @param id chosen by the caller, or {@code null} for the store's number
 * @param priority higher runs first; any {@code int}, 0 by default
 */
public record JobRequest(
        String kind,
        Payload payload,
        @Nullable JobId id,
        QueueName queue,
        int priority,
        Start start,
        Limits limits,
        Extras extras) {

    /** @throws IllegalArgumentException if the kind does not match {@link JobType#PATTERN}, or something but the id is missing */
    public JobRequest {
        JobType.requireKind(kind);
        Names.requireGiven("payload", payload);
        Names.requireGiven("queue", queue);
        Names.requireGiven("start", start);
        Names.requireGiven("limits", limits);
        Names.requireGiven("extras", extras);
    }

    public static JobRequest of(String kind, Payload payload) {
        return new JobRequest(kind, payload, null, QueueName.DEFAULT, 0, Start.NOW, Limits.UNSET, Extras.NONE);
    }

    public JobRequest id(String chosen) {
        return new JobRequest(kind, payload, JobId.of(chosen), queue, priority, start, limits, extras);
    }

    public JobRequest queue(String name) {
        return new JobRequest(kind, payload, id, QueueName.of(name), priority, start, limits, extras);
    }

    public JobRequest priority(int higherFirst) {
        return new JobRequest(kind, payload, id, queue, higherFirst, start, limits, extras);
    }

    public JobRequest delay(Duration delay) {
        return start(new Start.After(delay));
    }

    public JobRequest runAt(Instant instant) {
        return start(new Start.At(instant));
    }

    public JobRequest start(Start when) {
        return new JobRequest(kind, payload, id, queue, priority, when, limits, extras);
    }

    public JobRequest maxAttempts(int attempts) {
        return limits(limits.withMaxAttempts(attempts));
    }

    public JobRequest timeout(Duration limit) {
        return limits(limits.withTimeout(limit));
    }

    /** The text form of a built-in backoff policy, for instance {@code fixed(delay=PT5S)}. */
    public JobRequest backoff(String policy) {
        return limits(limits.withBackoff(policy));
    }

    public JobRequest limits(Limits all) {
        return new JobRequest(kind, payload, id, queue, priority, start, all, extras);
    }

    /** Something to find the job by; see {@link Tags}. */
    public JobRequest tag(String name, String value) {
        return extras(extras.withTags(extras.tags().with(name, value)));
    }

    /** Among the jobs of its kind that are not finished, one at most has that key; see {@link Unique#of}. */
    public JobRequest uniqueKey(String key) {
        return unique(Unique.of(key));
    }

    public JobRequest unique(Unique once) {
        return extras(extras.withUnique(once));
    }

    /** Blocked until all of those have completed; cancelled if one of them ends otherwise. They must be there, or be enqueued together with this one. */
    public JobRequest after(JobId... parents) {
        return after(IfFailed.CANCEL, parents);
    }

    /** The same with another rule for those that end dead or cancelled. */
    public JobRequest after(IfFailed ifFailed, JobId... parents) {
        return extras(extras.withAfter(Arrays.stream(parents)
                .map(parent -> new After(parent, ifFailed))
                .toList()));
    }

    /** Runs after those with the same key that were enqueued before it, one at a time: the next once the one before has completed, died or been cancelled. */
    public JobRequest inOrder(String key) {
        return group(new Group(key, 1));
    }

    /** Runs while fewer than so many others with the same key do. */
    public JobRequest atMost(int running, String key) {
        return group(new Group(key, running));
    }

    public JobRequest group(Group of) {
        return extras(extras.withGroup(of));
    }

    public JobRequest extras(Extras all) {
        return new JobRequest(kind, payload, id, queue, priority, start, limits, all);
    }
}
