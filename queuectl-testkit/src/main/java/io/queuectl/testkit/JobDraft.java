package io.queuectl.testkit;

import io.queuectl.api.After;
import io.queuectl.api.Extras;
import io.queuectl.api.Group;
import io.queuectl.api.IfFailed;
import io.queuectl.api.JobId;
import io.queuectl.api.Limits;
import io.queuectl.api.Payload;
import io.queuectl.api.QueueName;
import io.queuectl.api.Unique;
import io.queuectl.core.spi.NewJob;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A new job in the making: valid as {@link JobFixtures#job()} gives it; every method returns a changed copy. */
public record JobDraft(
        long submission,
        @Nullable JobId id,
        String kind,
        QueueName queue,
        int priority,
        Instant runAt,
        Payload payload,
        Limits limits,
        Extras extras) {

    public JobDraft submission(long other) {
        return new JobDraft(other, id, kind, queue, priority, runAt, payload, limits, extras);
    }

    public JobDraft id(String chosen) {
        return new JobDraft(submission, JobId.of(chosen), kind, queue, priority, runAt, payload, limits, extras);
    }

    public JobDraft kind(String other) {
        return new JobDraft(submission, id, other, queue, priority, runAt, payload, limits, extras);
    }

    public JobDraft queue(String name) {
        return new JobDraft(submission, id, kind, QueueName.of(name), priority, runAt, payload, limits, extras);
    }

    public JobDraft priority(int other) {
        return new JobDraft(submission, id, kind, queue, other, runAt, payload, limits, extras);
    }

    public JobDraft runAt(Instant other) {
        return new JobDraft(submission, id, kind, queue, priority, other, payload, limits, extras);
    }

    public JobDraft payload(Payload other) {
        return new JobDraft(submission, id, kind, queue, priority, runAt, other, limits, extras);
    }

    public JobDraft limits(Limits other) {
        return new JobDraft(submission, id, kind, queue, priority, runAt, payload, other, extras);
    }

    public JobDraft tag(String name, String value) {
        return new JobDraft(
                submission,
                id,
                kind,
                queue,
                priority,
                runAt,
                payload,
                limits,
                extras.withTags(extras.tags().with(name, value)));
    }

    public JobDraft unique(Unique once) {
        return new JobDraft(submission, id, kind, queue, priority, runAt, payload, limits, extras.withUnique(once));
    }

    public JobDraft after(IfFailed ifFailed, JobId... parents) {
        List<After> more = Arrays.stream(parents)
                .map(parent -> new After(parent, ifFailed))
                .toList();
        return new JobDraft(submission, id, kind, queue, priority, runAt, payload, limits, extras.withAfter(more));
    }

    public JobDraft group(Group of) {
        return new JobDraft(submission, id, kind, queue, priority, runAt, payload, limits, extras.withGroup(of));
    }

    public NewJob build() {
        return new NewJob(submission, id, kind, queue, priority, runAt, payload, limits, extras);
    }
}
