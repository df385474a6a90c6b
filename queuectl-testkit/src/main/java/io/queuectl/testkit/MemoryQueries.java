package io.queuectl.testkit;

import io.queuectl.api.Attempt;
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
import java.util.Comparator;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The read side, in memory: every answer is a scan. */
class MemoryQueries implements JobQueries {

    private final MemorySession session;

    MemoryQueries(MemorySession session) {
        this.session = session;
    }

    @Override
    public Optional<JobView> find(JobId id) {
        return session.answer(data -> Optional.ofNullable(data.byId.get(id)).map(MemoryJob::view));
    }

    @Override
    public Page list(JobFilter filter, PageRequest request) {
        return session.answer(data -> Page.of(data.all().map(MemoryJob::view).filter(filter::accepts), request));
    }

    @Override
    public List<StateCount> counts() {
        return session.answer(data -> data
                .all()
                .collect(Collectors.groupingBy(
                        job -> job.queue,
                        TreeMap::new,
                        Collectors.groupingBy(job -> job.state, TreeMap::new, Collectors.counting())))
                .entrySet()
                .stream()
                .flatMap(queue -> queue.getValue().entrySet().stream()
                        .map(state -> new StateCount(queue.getKey(), state.getKey(), state.getValue())))
                .toList());
    }

    @Override
    public List<QueueName> waitingQueues() {
        return session.answer(data -> data.all()
                .filter(job -> job.state.isClaimable())
                .map(job -> job.queue)
                .distinct()
                .sorted()
                .toList());
    }

    @Override
    public Optional<JobView> nextScheduled(Instant now) {
        return session.answer(data -> data.all()
                .filter(job -> job.state.isClaimable() && job.runAt.isAfter(now))
                .min(Comparator.comparing((MemoryJob job) -> job.runAt).thenComparing(job -> job.number))
                .map(MemoryJob::view));
    }

    @Override
    public List<Attempt> attempts(JobId id) {
        return session.answer(data -> {
            @Nullable MemoryJob job = data.byId.get(id);
            return job == null ? List.of() : job.attempts(data.nodeOf(job));
        });
    }

    @Override
    public List<LogEntry> logs(JobId id, long afterPosition, int limit) {
        return session.answer(data -> {
            @Nullable MemoryJob job = data.byId.get(id);
            return job == null
                    ? List.of()
                    : job.log.stream()
                            .filter(entry -> entry.position() > afterPosition)
                            .limit(limit)
                            .toList();
        });
    }

    @Override
    public List<Parent> parents(JobId id) {
        return session.answer(data -> {
            @Nullable MemoryJob job = data.byId.get(id);
            return job == null ? List.of() : MemoryAfter.parents(data, job);
        });
    }

    @Override
    public Ties ties(JobId id) {
        return session.answer(data -> {
            @Nullable MemoryJob job = data.byId.get(id);
            return job == null ? Ties.NONE : MemoryTies.of(data, job);
        });
    }

    @Override
    public JobOutput output(JobId id) {
        return session.answer(data -> {
            @Nullable MemoryJob job = data.byId.get(id);
            return job == null ? JobOutput.NONE : job.output;
        });
    }

    @Override
    public DurationStats durations() {
        LongSummaryStatistics millis = session.answer(data -> data.all()
                .filter(job -> job.state == JobState.COMPLETED)
                .mapToLong(MemoryQueries::duration)
                .summaryStatistics());
        if (millis.getCount() == 0) {
            return new DurationStats(0, null, null, null);
        }
        return new DurationStats(
                millis.getCount(),
                Duration.ofMillis(millis.getSum() / millis.getCount()),
                Duration.ofMillis(millis.getMin()),
                Duration.ofMillis(millis.getMax()));
    }

    private static long duration(MemoryJob job) {
        Instant started = job.startedAt();
        Instant finished = job.finishedAt;
        return started == null || finished == null
                ? 0
                : Duration.between(started, finished).toMillis();
    }
}
