package io.queuectl.testkit.app;

import io.queuectl.api.JobState;
import io.queuectl.api.JobType;
import io.queuectl.api.JobView;
import io.queuectl.api.QueueName;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import org.assertj.core.api.AbstractAssert;

/**
 * Assertions that narrow down which jobs of a kind are meant: each holds if at least one job is left that meets it and those before. A failure says what was
 * looked for and lists what there is.
 *
 * @param <T> of the payload
 */
public final class JobsAssert<T> extends AbstractAssert<JobsAssert<T>, List<JobView>> {

    private final List<JobView> all;
    private final JobType<T> type;
    private final String sought;

    JobsAssert(List<JobView> all, JobType<T> type, String sought) {
        this(all, all.stream().filter(job -> job.kind().equals(type.kind())).toList(), type, sought);
    }

    private JobsAssert(List<JobView> all, List<JobView> left, JobType<T> type, String sought) {
        super(left, JobsAssert.class);
        this.all = all;
        this.type = type;
        this.sought = sought;
        if (left.isEmpty()) {
            failWithMessage("expected %s but %s", sought, JobList.describe(all));
        }
    }

    /** With a payload that decodes to an equal value. */
    public JobsAssert<T> withPayload(T payload) {
        return that(job -> isPayload(job, payload), "with payload " + shown(payload));
    }

    /** With a payload that decodes to such a value. */
    public JobsAssert<T> withPayloadMatching(Predicate<? super T> condition) {
        return that(job -> condition.test(type.codec().decode(job.payload())), "with a payload that matches");
    }

    /** On that queue. */
    public JobsAssert<T> onQueue(String name) {
        QueueName queue = QueueName.of(name);
        return that(job -> job.queue().equals(queue), "on queue " + name);
    }

    /** With that id. */
    public JobsAssert<T> withId(String id) {
        return that(job -> job.id().text().equals(id), "with id " + id);
    }

    /** With that priority. */
    public JobsAssert<T> withPriority(int priority) {
        return that(job -> job.priority() == priority, "with priority " + priority);
    }

    /** Due at that time. */
    public JobsAssert<T> dueAt(Instant due) {
        return that(job -> job.runAt().equals(due), "due at " + due);
    }

    /** Due that long after it was enqueued. */
    public JobsAssert<T> withDelay(Duration delay) {
        return that(job -> Duration.between(job.createdAt(), job.runAt()).equals(delay), "with a delay of " + delay);
    }

    /** In that state now. */
    public JobsAssert<T> inState(JobState state) {
        return that(job -> job.state() == state, "in state " + state.text());
    }

    /** Exactly one such job is there. */
    public JobsAssert<T> once() {
        return times(1);
    }

    /** Exactly that many such jobs are there. */
    public JobsAssert<T> times(int count) {
        if (actual.size() != count) {
            failWithMessage("expected %s %s times but %s", sought, count, JobList.describe(actual));
        }
        return this;
    }

    private JobsAssert<T> that(Predicate<JobView> condition, String words) {
        return new JobsAssert<>(all, actual.stream().filter(condition).toList(), type, sought + " " + words);
    }

    /** By value; bytes, which have no equality of their own, by what they are encoded to. */
    private boolean isPayload(JobView job, T payload) {
        return Objects.equals(type.codec().decode(job.payload()), payload)
                || job.payload().equals(type.codec().encode(payload));
    }

    private static String shown(Object payload) {
        return payload instanceof byte[] bytes ? "of " + bytes.length + " bytes" : "\"" + payload + "\"";
    }
}
