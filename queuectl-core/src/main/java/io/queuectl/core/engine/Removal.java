package io.queuectl.core.engine;

import io.queuectl.api.JobState;
import io.queuectl.api.JobView;
import io.queuectl.core.archive.JobRecords;
import io.queuectl.core.spi.BulkMoves;
import io.queuectl.core.spi.JobArchive;
import io.queuectl.core.spi.JobFilter;
import io.queuectl.core.spi.JobMove;
import io.queuectl.core.spi.JobRecord;
import io.queuectl.core.spi.JobStore;
import io.queuectl.core.spi.Moved;
import io.queuectl.core.spi.Page;
import io.queuectl.core.spi.PageRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Deletes the jobs that a filter means, from the oldest on, some at each step, each handed to an archive before if there is one. A job that has changed since it was handed over
 * stays. One thread.
 */
public final class Removal {

    /** Few enough to hold with payload, history and log. */
    private static final int MOST_ARCHIVED = 100;

    private final BulkMoves bulk;
    private final JobStore store;
    private final JobFilter filter;
    private final @Nullable JobArchive archive;
    private final ChunkPace pace;
    private long after;
    private boolean over;

    /**
     * @param archive {@code null} for none
     * @param pace is carried on from one removal to the next
     */
    public Removal(JobStore store, JobFilter filter, @Nullable JobArchive archive, ChunkPace pace) {
        this.bulk = store.bulk();
        this.store = store;
        this.filter = filter;
        this.archive = archive;
        this.pace = pace;
    }

    /** Whether every job was looked at. */
    public boolean isOver() {
        return over;
    }

    /**
     * Deletes some, and answers how many.
     *
     * @throws UncheckedIOException if the archive could not keep them: they are still there, and the next step begins with them
     */
    public int step(Instant now) {
        return archive == null ? delete(now) : archiveAndDelete(archive, now);
    }

    private int delete(Instant now) {
        List<Long> numbers = bulk.numbers(filter, after, pace.size());
        over = numbers.size() < pace.size();
        if (numbers.isEmpty()) {
            return 0;
        }
        after = numbers.get(numbers.size() - 1);
        return move(numbers, filter, now);
    }

    private int archiveAndDelete(JobArchive archive, Instant now) {
        int most = Math.min(pace.size(), MOST_ARCHIVED);
        Page page = store.queries()
                .list(
                        filter,
                        new PageRequest(
                                PageRequest.Order.OLDEST_FIRST, most, new Page.Cursor(0, Instant.EPOCH, after)));
        List<JobView> jobs = page.jobs().stream().filter(Removal::canBeKept).toList();
        keep(archive, jobs);
        int deleted = 0;
        for (Map.Entry<JobState, List<Long>> some : byState(jobs).entrySet()) {
            deleted += move(some.getValue(), unchanged(some.getKey(), now), now);
        }
        over = page.next() == null;
        if (!page.jobs().isEmpty()) {
            after = page.jobs().get(page.jobs().size() - 1).number();
        }
        return deleted;
    }

    private int move(List<Long> numbers, JobFilter which, Instant now) {
        Moved moved = bulk.moveAll(numbers, which, JobMove.DELETE, now);
        pace.learn(numbers.size(), moved);
        return moved.jobs();
    }

    private static boolean canBeKept(JobView job) {
        return job.state() != JobState.INVALID && job.state() != JobState.PROCESSING;
    }

    private void keep(JobArchive archive, List<JobView> jobs) {
        if (jobs.isEmpty()) {
            return;
        }
        JobRecords records = new JobRecords(store);
        List<JobRecord> whole = jobs.stream().map(records::of).toList();
        try {
            archive.keep(whole);
        } catch (IOException failed) {
            throw new UncheckedIOException(
                    "cannot archive " + whole.size() + " jobs, which are not deleted: " + failed.getMessage(), failed);
        }
    }

    private static Map<JobState, List<Long>> byState(List<JobView> jobs) {
        Map<JobState, List<Long>> numbers = new TreeMap<>();
        jobs.forEach(job ->
                numbers.computeIfAbsent(job.state(), any -> new ArrayList<>()).add(job.number()));
        return numbers;
    }

    /** Still in the state that was archived, and not in it again after another run. */
    private JobFilter unchanged(JobState state, Instant readAt) {
        JobFilter same = filter.states(Set.of(state));
        Instant before = filter.finishedBefore();
        Instant until = readAt.plus(Duration.ofMillis(1));
        boolean narrower = state.isFinished() && (before == null || until.isBefore(before));
        return narrower ? same.finishedBefore(until) : same;
    }
}
