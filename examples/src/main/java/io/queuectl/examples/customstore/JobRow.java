package io.queuectl.examples.customstore;

import io.queuectl.api.AttemptEnd;
import io.queuectl.api.Counters;
import io.queuectl.api.JobId;
import io.queuectl.api.JobState;
import io.queuectl.api.JobView;
import io.queuectl.api.Limits;
import io.queuectl.api.Payload;
import io.queuectl.api.QueueName;
import io.queuectl.api.Tags;
import io.queuectl.api.Token;
import io.queuectl.core.spi.Claim;
import io.queuectl.core.spi.JobEdit;
import io.queuectl.core.spi.NewJob;
import io.queuectl.core.spi.Settlement;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A job as the store keeps it, but for its history and log. Immutable: every move gives the row that follows. */
record JobRow(
        Origin origin, Plan plan, Course course, @Nullable Hold hold) {

    /** What never changes. */
    record Origin(long number, JobId id, long submission, String kind, Instant createdAt, Tags tags) {}

    /** What a person may edit while the job waits. */
    record Plan(QueueName queue, int priority, Instant runAt, Payload payload, Limits limits) {
        Plan due(Instant instant) {
            return new Plan(queue, priority, Millis.of(instant), payload, limits);
        }
    }

    /** What has become of it so far. */
    record Course(
            JobState state,
            Counters counters,
            @Nullable Instant startedAt,
            @Nullable Instant finishedAt,
            @Nullable String error,
            boolean cancelRequested) {
        Course in(JobState next) {
            return new Course(next, counters, startedAt, finishedAt, error, cancelRequested);
        }
    }

    /** The claim that holds it, or held it last. */
    record Hold(
            Token token,
            int ordinal,
            @Nullable String node,
            Instant claimedAt,
            @Nullable String process) {}

    static JobRow of(long number, NewJob job, Instant now) {
        JobId id = job.id() == null ? JobId.of(Long.toString(number)) : job.id();
        return new JobRow(
                new Origin(
                        number,
                        id,
                        job.submission(),
                        job.kind(),
                        Millis.of(now),
                        job.extras().tags()),
                new Plan(job.queue(), job.priority(), Millis.of(job.runAt()), job.payload(), job.limits()),
                new Course(JobState.PENDING, Counters.ZERO, null, null, null, false),
                null);
    }

    JobRow claim(Token token, @Nullable String node, Instant now) {
        int ordinal = hold == null ? 1 : hold.ordinal + 1;
        return new JobRow(
                origin, plan, course.in(JobState.PROCESSING), new Hold(token, ordinal, node, Millis.of(now), null));
    }

    JobRow settle(Settlement end) {
        Instant started = end.startedAt() != null
                ? Millis.of(end.startedAt())
                : end.end() == AttemptEnd.COMPLETED ? held().claimedAt : course.startedAt;
        boolean finished = end.to().isFinished();
        return new JobRow(
                origin,
                plan.due(end.runAt()),
                new Course(
                        end.to(),
                        course.counters.plus(end.end()),
                        started,
                        finished ? Millis.of(end.endedAt()) : course.finishedAt,
                        end.failure() == null ? course.error : end.failure().message(),
                        course.cancelRequested && !finished),
                hold);
    }

    JobRow noteProcess(String process) {
        Hold held = held();
        return new JobRow(origin, plan, course, new Hold(held.token, held.ordinal, held.node, held.claimedAt, process));
    }

    JobRow cancel(Instant now) {
        Course over =
                new Course(JobState.CANCELLED, course.counters, course.startedAt, Millis.of(now), course.error, false);
        return new JobRow(origin, plan, over, hold);
    }

    JobRow requestCancel() {
        Course marked =
                new Course(course.state, course.counters, course.startedAt, course.finishedAt, course.error, true);
        return new JobRow(origin, plan, marked, hold);
    }

    JobRow requeue(Instant now) {
        Course fresh = new Course(JobState.PENDING, Counters.ZERO, course.startedAt, null, course.error, false);
        return new JobRow(origin, plan.due(now), fresh, hold);
    }

    JobRow edit(JobEdit edit) {
        Plan edited = new Plan(
                edit.queue() == null ? plan.queue : edit.queue(),
                edit.priority() == null ? plan.priority : edit.priority(),
                edit.runAt() == null ? plan.runAt : Millis.of(edit.runAt()),
                edit.payload() == null ? plan.payload : edit.payload(),
                edit.limits() == null ? plan.limits : edit.limits());
        return new JobRow(origin, edited, course, hold);
    }

    long number() {
        return origin.number;
    }

    JobState state() {
        return course.state;
    }

    boolean wasLost() {
        return course.counters.losses() > 0;
    }

    boolean isHeldUnder(Token token) {
        return state() == JobState.PROCESSING && held().token.equals(token);
    }

    /** The claim that holds it; only for a job that was claimed. */
    Hold held() {
        if (hold == null) {
            throw new IllegalStateException("job " + origin.id + " was never claimed");
        }
        return hold;
    }

    Claim toClaim() {
        Hold held = held();
        return new Claim(
                origin.number,
                origin.id,
                origin.kind,
                plan.queue,
                plan.priority,
                plan.payload,
                plan.limits,
                course.counters,
                held.token,
                held.ordinal,
                origin.createdAt,
                plan.runAt,
                held.claimedAt,
                held.process,
                course.cancelRequested,
                origin.tags);
    }

    JobView toView() {
        return new JobView(
                origin.id,
                origin.number,
                origin.kind,
                plan.queue,
                plan.payload,
                course.state,
                plan.priority,
                course.counters,
                plan.limits,
                origin.createdAt,
                plan.runAt,
                course.state == JobState.PROCESSING ? held().claimedAt : course.startedAt,
                course.finishedAt,
                course.error,
                hold == null ? null : hold.token,
                course.cancelRequested,
                origin.tags);
    }
}
