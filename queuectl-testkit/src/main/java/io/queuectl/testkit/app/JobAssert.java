package io.queuectl.testkit.app;

import io.queuectl.api.JobState;
import io.queuectl.api.JobView;
import io.queuectl.core.spi.JobQueries;
import io.queuectl.core.spi.LogEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.assertj.core.api.AbstractAssert;

/** Assertions about one job as it was when it was looked up. A failure shows the job with its attempts. */
public final class JobAssert extends AbstractAssert<JobAssert, JobView> {

    private static final int MOST_LINES = 1_000;

    private final JobQueries queries;

    JobAssert(JobView job, JobQueries queries) {
        super(job, JobAssert.class);
        this.queries = queries;
    }

    /** It waits for its first run. */
    public JobAssert isPending() {
        return isInState(JobState.PENDING);
    }

    /** It failed and waits for its retry. */
    public JobAssert isFailed() {
        return isInState(JobState.FAILED);
    }

    public JobAssert isCompleted() {
        return isInState(JobState.COMPLETED);
    }

    /** It is a dead letter. */
    public JobAssert isDead() {
        return isInState(JobState.DEAD);
    }

    public JobAssert isCancelled() {
        return isInState(JobState.CANCELLED);
    }

    public JobAssert isInState(JobState state) {
        return check("is " + state.text(), actual.state() == state);
    }

    /** Its last attempt that did not work said so with a text that holds this one. */
    public JobAssert withError(String part) {
        return check(
                "has an error with \"" + part + "\"",
                actual.error() != null && actual.error().contains(part));
    }

    /** It ran that often to an end, since it was enqueued or requeued. */
    public JobAssert withAttempts(int count) {
        return check("has " + count + " attempts", actual.counters().attempts() == count);
    }

    /** It was lost that often. */
    public JobAssert withLosses(int count) {
        return check("has " + count + " losses", actual.counters().losses() == count);
    }

    public JobAssert onQueue(String name) {
        return check("is on queue " + name, actual.queue().text().equals(name));
    }

    public JobAssert withPriority(int priority) {
        return check("has priority " + priority, actual.priority() == priority);
    }

    /** It is, or was last, due then. */
    public JobAssert dueAt(Instant due) {
        return check("is due at " + due, actual.runAt().equals(due));
    }

    /** It is, or was last, due that long after it was enqueued. */
    public JobAssert withDelay(Duration delay) {
        return check("is due " + delay + " after it was enqueued", dueAfter().equals(delay));
    }

    /** One line of its log holds that text. */
    public JobAssert hasLogged(String part) {
        List<String> lines = queries.logs(actual.id(), 0, MOST_LINES).stream()
                .map(LogEntry::line)
                .map(line -> line.text())
                .toList();
        return check(
                "has logged \"" + part + "\", among " + lines, lines.stream().anyMatch(line -> line.contains(part)));
    }

    private Duration dueAfter() {
        return Duration.between(actual.createdAt(), actual.runAt());
    }

    private JobAssert check(String expected, boolean holds) {
        if (!holds) {
            failWithMessage("expected that job %s %s but there is\n  %s%s", actual.id(), expected, line(), attempts());
        }
        return this;
    }

    private String line() {
        return JobList.line(actual);
    }

    private String attempts() {
        return queries.attempts(actual.id()).stream()
                .map(attempt -> "\n    attempt " + attempt.ordinal() + " ended " + attempt.end()
                        + (attempt.failure() == null
                                ? ""
                                : ": " + attempt.failure().message()))
                .collect(Collectors.joining());
    }
}
