package io.queuectl.examples.customstore;

import io.queuectl.api.Attempt;
import io.queuectl.api.AttemptEnd;
import io.queuectl.api.JobId;
import io.queuectl.api.JobState;
import io.queuectl.api.JobView;
import io.queuectl.api.Parent;
import io.queuectl.api.QueueName;
import io.queuectl.core.spi.DurationStats;
import io.queuectl.core.spi.JobFilter;
import io.queuectl.core.spi.JobOutput;
import io.queuectl.core.spi.JobQueries;
import io.queuectl.core.spi.LogEntry;
import io.queuectl.core.spi.Page;
import io.queuectl.core.spi.PageRequest;
import io.queuectl.core.spi.StateCount;
import io.queuectl.core.spi.Ties;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The read side: what is asked for seldom is answered by a look at every job. */
final class JournalQueries implements JobQueries {

    private final Session session;

    JournalQueries(Session session) {
        this.session = session;
    }

    @Override
    public Optional<JobView> find(JobId id) {
        return session.read(tables -> Optional.ofNullable(tables.job(id)).map(JobRow::toView));
    }

    @Override
    public Page list(JobFilter filter, PageRequest request) {
        return session.read(tables -> Page.of(tables.all().map(JobRow::toView).filter(filter::accepts), request));
    }

    @Override
    public List<StateCount> counts() {
        return session.read(tables -> tables
                .all()
                .collect(
                        Collectors.groupingBy(row -> Map.entry(row.plan().queue(), row.state()), Collectors.counting()))
                .entrySet()
                .stream()
                .map(count ->
                        new StateCount(count.getKey().getKey(), count.getKey().getValue(), count.getValue()))
                .sorted(Comparator.comparing(StateCount::queue).thenComparing(StateCount::state))
                .toList());
    }

    @Override
    public List<QueueName> waitingQueues() {
        return session.read(tables -> tables.waiting().queues().toList());
    }

    @Override
    public Optional<JobView> nextScheduled(Instant now) {
        return session.read(tables -> tables.all()
                .filter(row -> row.state().isClaimable() && row.plan().runAt().isAfter(now))
                .min(Comparator.comparing((JobRow row) -> row.plan().runAt()).thenComparing(JobRow::number))
                .map(JobRow::toView));
    }

    @Override
    public List<Attempt> attempts(JobId id) {
        return session.read(tables -> {
            JobRow row = tables.job(id);
            if (row == null) {
                return List.of();
            }
            List<Attempt> all = new ArrayList<>(tables.history(row.number()));
            if (row.state() == JobState.PROCESSING) {
                all.add(attempt(row, row.held().claimedAt(), null));
            } else if (row.state() == JobState.COMPLETED && row.course().startedAt() != null) {
                all.add(attempt(row, row.course().startedAt(), AttemptEnd.COMPLETED));
            }
            return all;
        });
    }

    @Override
    public List<LogEntry> logs(JobId id, long afterPosition, int limit) {
        return session.read(tables -> {
            JobRow row = tables.job(id);
            return row == null
                    ? List.of()
                    : tables.log(row.number()).stream()
                            .skip(afterPosition)
                            .limit(limit)
                            .toList();
        });
    }

    /** This store lets no job wait for others. */
    @Override
    public List<Parent> parents(JobId id) {
        return List.of();
    }

    @Override
    public Ties ties(JobId id) {
        return session.read(tables -> {
            JobRow row = tables.job(id);
            return row == null ? Ties.NONE : new Ties(tables.keyOf(row), null, List.of());
        });
    }

    @Override
    public JobOutput output(JobId id) {
        return session.read(tables -> {
            JobRow row = tables.job(id);
            return row == null ? JobOutput.NONE : tables.output(row.number());
        });
    }

    @Override
    public DurationStats durations() {
        LongSummaryStatistics millis = session.read(tables -> tables.all()
                .filter(row -> row.state() == JobState.COMPLETED)
                .mapToLong(JournalQueries::millisTaken)
                .summaryStatistics());
        return millis.getCount() == 0
                ? new DurationStats(0, null, null, null)
                : new DurationStats(
                        millis.getCount(),
                        Duration.ofMillis(millis.getSum() / millis.getCount()),
                        Duration.ofMillis(millis.getMin()),
                        Duration.ofMillis(millis.getMax()));
    }

    /** The attempt that runs, or that completed the job: it is told from the row. */
    private static Attempt attempt(JobRow row, Instant startedAt, @Nullable AttemptEnd end) {
        JobRow.Hold hold = row.held();
        Instant endedAt = end == null ? null : row.course().finishedAt();
        return new Attempt(hold.ordinal(), hold.token(), hold.node(), startedAt, endedAt, end, null);
    }

    private static long millisTaken(JobRow row) {
        Instant started = row.course().startedAt();
        Instant finished = row.course().finishedAt();
        return started == null || finished == null
                ? 0
                : Duration.between(started, finished).toMillis();
    }
}
