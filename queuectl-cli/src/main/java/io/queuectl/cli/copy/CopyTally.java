package io.queuectl.cli.copy;

import io.queuectl.api.JobState;
import io.queuectl.api.JobView;
import io.queuectl.core.spi.JobRecord;
import io.queuectl.core.spi.Restored;
import io.queuectl.core.spi.StateCount;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What became of the jobs of a copy, and whether both databases hold what they should. */
public final class CopyTally {

    /** How many ids of a sort are named. */
    private static final int NAMED = 5;

    private final Map<JobState, Long> sourceAfter = new EnumMap<>(JobState.class);
    private final Map<JobState, Long> targetBefore = new EnumMap<>(JobState.class);
    private final Map<JobState, Long> targetAfter = new EnumMap<>(JobState.class);
    private final Map<JobState, Long> read = new EnumMap<>(JobState.class);
    private final Map<JobState, Long> written = new EnumMap<>(JobState.class);
    private final Map<JobState, Long> there = new EnumMap<>(JobState.class);
    private final Ids taken = new Ids();
    private final Ids moved = new Ids();
    private final Ids unreadable = new Ids();

    /** A number of jobs, and the ids of the first. */
    private static final class Ids {

        private final List<String> first = new ArrayList<>();
        private long count;

        void add(JobView job) {
            count++;
            if (first.size() < NAMED) {
                first.add(job.id().text());
            }
        }

        String text() {
            String ids = String.join(", ", first);
            return count > first.size() ? ids + " and " + (count - first.size()) + " more" : ids;
        }
    }

    CopyTally() {}

    void before(List<StateCount> target) {
        add(target, targetBefore);
    }

    void after(List<StateCount> source, List<StateCount> target) {
        add(source, sourceAfter);
        add(target, targetAfter);
    }

    void unreadable(JobView job) {
        read.merge(job.state(), 1L, Long::sum);
        unreadable.add(job);
    }

    void restored(JobRecord record, Restored answer) {
        JobView job = record.job();
        read.merge(job.state(), 1L, Long::sum);
        switch (answer.kind()) {
            case WRITTEN -> written.merge(answer.state(), 1L, Long::sum);
            case TAKEN -> taken.add(job);
            case ALREADY_THERE -> {
                there.merge(job.state(), 1L, Long::sum);
                if (answer.state() != job.state()) {
                    moved.add(job);
                }
            }
            case PARENT_MISSING -> throw new IllegalStateException("job " + job.id() + " was put off");
        }
    }

    /** How many jobs of the source were looked at. */
    public long seen() {
        return sum(read);
    }

    public long copied() {
        return sum(written);
    }

    /** How many the target had from an earlier copy. */
    public long alreadyThere() {
        return sum(there);
    }

    public long source(JobState state) {
        return sourceAfter.getOrDefault(state, 0L);
    }

    public long target(JobState state) {
        return targetAfter.getOrDefault(state, 0L);
    }

    public long copied(JobState state) {
        return written.getOrDefault(state, 0L);
    }

    public long alreadyThere(JobState state) {
        return there.getOrDefault(state, 0L);
    }

    /** Whether jobs stayed behind because another has their id. */
    public boolean hasTaken() {
        return taken.count > 0;
    }

    /** What is not as it should be, a sentence each; empty if both databases hold the same jobs. */
    public List<String> faults() {
        List<String> faults = new ArrayList<>();
        if (taken.count > 0) {
            faults.add(jobs(taken) + " not copied: another job has the id or number there: " + taken.text());
        }
        if (unreadable.count > 0) {
            faults.add(jobs(unreadable) + " not copied: a row that nobody can read: " + unreadable.text());
        }
        if (moved.count > 0) {
            faults.add(jobs(moved) + " copied before and changed in one of the two since: " + moved.text());
        }
        for (JobState state : JobState.values()) {
            addCounts(state, faults);
        }
        return faults;
    }

    private void addCounts(JobState state, List<String> faults) {
        long seen = read.getOrDefault(state, 0L);
        if (source(state) != seen) {
            faults.add("the source changed meanwhile: it has " + source(state) + " jobs " + state.text() + ", " + seen
                    + " were read");
        }
        long expected = targetBefore.getOrDefault(state, 0L) + copied(state);
        if (target(state) != expected) {
            faults.add("the target changed meanwhile: it has " + target(state) + " jobs " + state.text() + " where "
                    + expected + " should be");
        }
    }

    private static String jobs(Ids ids) {
        return ids.count + (ids.count == 1 ? " job was" : " jobs were");
    }

    private static void add(List<StateCount> counts, Map<JobState, Long> sums) {
        counts.forEach(count -> sums.merge(count.state(), count.count(), Long::sum));
    }

    private static long sum(Map<JobState, Long> counts) {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }
}
