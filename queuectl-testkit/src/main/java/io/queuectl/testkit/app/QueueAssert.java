package io.queuectl.testkit.app;

import io.queuectl.api.JobId;
import io.queuectl.api.JobState;
import io.queuectl.api.JobType;
import io.queuectl.api.JobView;
import io.queuectl.api.QueueName;
import io.queuectl.core.spi.JobQueries;
import java.util.List;
import java.util.function.Predicate;
import org.assertj.core.api.AbstractAssert;

/** Assertions about the jobs there are, in whatever state. Each looks anew; a failure lists what is there. */
public final class QueueAssert extends AbstractAssert<QueueAssert, JobQueries> {

    private final Predicate<JobView> meant;

    /** Which jobs are meant, in words that follow "jobs"; empty for all. */
    private final String where;

    QueueAssert(JobQueries queries, Predicate<JobView> meant, String where) {
        super(queries, QueueAssert.class);
        this.meant = meant;
        this.where = where;
    }

    /** The same about the jobs of one queue alone. */
    public QueueAssert onQueue(String name) {
        QueueName queue = QueueName.of(name);
        return new QueueAssert(actual, meant.and(job -> job.queue().equals(queue)), where + " on queue " + name);
    }

    /** No job was ever enqueued, or all were deleted since. */
    public QueueAssert hasNoJobs() {
        return hasJobs(0);
    }

    /** There are that many jobs. */
    public QueueAssert hasJobs(int count) {
        List<JobView> jobs = jobs();
        if (jobs.size() != count) {
            failWithMessage("expected %s jobs%s but %s", count == 0 ? "no" : count, where, JobList.describe(jobs));
        }
        return this;
    }

    /** There is no job in that state. */
    public QueueAssert hasNoJobs(JobState state) {
        List<JobView> jobs = jobs().stream().filter(job -> job.state() == state).toList();
        if (!jobs.isEmpty()) {
            failWithMessage("expected no %s jobs%s but %s", state.text(), where, JobList.describe(jobs));
        }
        return this;
    }

    /** There is no job of that kind. */
    public QueueAssert hasNotEnqueued(JobType<?> type) {
        List<JobView> jobs =
                jobs().stream().filter(job -> job.kind().equals(type.kind())).toList();
        if (!jobs.isEmpty()) {
            failWithMessage("expected no jobs of kind %s%s but %s", type.kind(), where, JobList.describe(jobs));
        }
        return this;
    }

    /** There is at least one job of that kind, whatever became of it; narrow down which. */
    public <T> JobsAssert<T> hasEnqueued(JobType<T> type) {
        return new JobsAssert<>(jobs(), type, "a job of kind " + type.kind() + where);
    }

    /** There is that job. */
    public JobAssert job(JobId id) {
        JobView job = actual.find(id).orElse(null);
        if (job == null) {
            failWithMessage("expected job %s but %s", id, JobList.describe(actual));
        }
        return new JobAssert(job, actual);
    }

    private List<JobView> jobs() {
        return JobList.all(actual).stream().filter(meant).toList();
    }
}
