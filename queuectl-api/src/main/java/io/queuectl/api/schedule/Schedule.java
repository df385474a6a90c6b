package io.queuectl.api.schedule;

import io.queuectl.api.JobId;
import io.queuectl.api.JobRequest;
import io.queuectl.api.Start;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Jobs that are enqueued by the clock: what to enqueue, and when. Immutable: the methods return changed copies.
 *
 * <p>The job of a tick has the id {@code NAME:TICK}, for instance {@code nightly:2026-11-23T02:00:00Z}: {@link #tickOf} tells a handler what it runs for. If
 * there is a job of that id, the tick was fired before and is not fired again.
 *
 * @param name 1 to 64 letters, digits, {@code . _ -}, starting with a letter or digit
 * @param job what is enqueued at each tick; without an id, a start or jobs to wait for. Where another job holds its unique key, a tick adds nothing
 * @param jitter by how much at most a job is due later than its tick, by chance: zero by default, at most {@link #LONGEST_JITTER}
 */
public record Schedule(
        String name, ScheduleSpec spec, JobRequest job, MissedRuns missed, Overlap overlap, Duration jitter) {

    /** What a name looks like, as error messages show it. */
    public static final String PATTERN = "[A-Za-z0-9][A-Za-z0-9._-]{0,63}";

    public static final Duration LONGEST_JITTER = Duration.ofDays(1);

    private static final Pattern SHAPE = Pattern.compile(PATTERN);

    /** @throws IllegalArgumentException if something is missing or out of its range */
    public Schedule {
        requireName(name);
        Required.given("spec of schedule " + name, spec);
        Required.given("job of schedule " + name, job);
        Required.given("policy for missed runs of schedule " + name, missed);
        Required.given("policy for overlaps of schedule " + name, overlap);
        Required.given("jitter of schedule " + name, jitter);
        if (job.id() != null) {
            throw new IllegalArgumentException("the job of schedule " + name + " has the id " + job.id()
                    + ", and there will be many: leave it out");
        }
        if (!job.start().equals(Start.NOW)) {
            throw new IllegalArgumentException("the job of schedule " + name + " has a start of its own: leave it out");
        }
        if (!job.extras().after().isEmpty()) {
            throw new IllegalArgumentException("the job of schedule " + name
                    + " waits for other jobs, which one at a tick cannot: leave them out");
        }
        if (jitter.isNegative() || jitter.compareTo(LONGEST_JITTER) > 0) {
            throw new IllegalArgumentException(
                    "jitter " + jitter + " of schedule " + name + " is not within zero and " + LONGEST_JITTER);
        }
        jitter = Duration.ofMillis(jitter.toMillis());
    }

    public static Schedule of(String name, ScheduleSpec spec, JobRequest job) {
        return new Schedule(name, spec, job, MissedRuns.ONCE, Overlap.ALLOW, Duration.ZERO);
    }

    public Schedule missed(MissedRuns policy) {
        return new Schedule(name, spec, job, policy, overlap, jitter);
    }

    public Schedule overlap(Overlap policy) {
        return new Schedule(name, spec, job, missed, policy, jitter);
    }

    public Schedule jitter(Duration most) {
        return new Schedule(name, spec, job, missed, overlap, most);
    }

    /** The id of the job of a tick. */
    public JobId idOf(Instant tick) {
        return JobId.of(name + ":" + tick);
    }

    /** The tick that a job was enqueued for by a schedule; empty if it has another sort of id. */
    public static Optional<Instant> tickOf(JobId id) {
        int colon = id.text().indexOf(':');
        try {
            return colon < 0
                    ? Optional.empty()
                    : Optional.of(Instant.parse(id.text().substring(colon + 1)));
        } catch (DateTimeException other) {
            return Optional.empty();
        }
    }

    /** @throws IllegalArgumentException if the text does not match {@link #PATTERN} */
    public static void requireName(String text) {
        Required.given("schedule name", text);
        if (!SHAPE.matcher(text).matches()) {
            String shown = text.length() > 40 ? text.substring(0, 40) + "… (" + text.length() + " characters)" : text;
            throw new IllegalArgumentException(
                    "schedule name \"" + shown.replaceAll("\\p{Cntrl}", "?") + "\" does not match " + PATTERN);
        }
    }
}
