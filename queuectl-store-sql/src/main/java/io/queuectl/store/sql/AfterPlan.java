package io.queuectl.store.sql;

import io.queuectl.api.IfFailed;
import io.queuectl.api.JobState;
import io.queuectl.core.spi.Dependency;
import io.queuectl.core.spi.NewJob;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What the jobs of a batch wait for that are about to be written, where that is plain: all of their parents are there, and none has ended otherwise than completed.
 * Parents of the same batch are not looked at, since nobody else sees them yet; the others are held in their state until the commit.
 */
final class AfterPlan {

    private final Session session;
    private final List<NewJob> jobs;
    private final List<JobKey> keys;
    private final int[] blockers;
    private final Set<Long> own = new HashSet<>();
    private final Map<Long, Long> siblings = new HashMap<>();
    private final Set<Long> followed = new HashSet<>();
    private final List<Map<Long, IfFailed>> parents = new ArrayList<>();

    /** Those not of the batch that nobody waited for before. */
    private final List<Long> toFollow = new ArrayList<>();

    private AfterPlan(Session session, List<NewJob> jobs, List<JobKey> keys) {
        this.session = session;
        this.jobs = jobs;
        this.keys = keys;
        this.blockers = new int[jobs.size()];
    }

    /** A job that others are to wait for. */
    private record Parent(JobState state, boolean isFollowed) {

        boolean isPlain() {
            return !state.isFinished() || state == JobState.COMPLETED;
        }
    }

    /** Answers {@code null} if the jobs must be looked at one by one. */
    static @Nullable AfterPlan of(Session session, List<NewJob> jobs, List<JobKey> keys) throws SQLException {
        AfterPlan plan = new AfterPlan(session, jobs, keys);
        return !AfterStep.isWanted(jobs) || plan.look() ? plan : null;
    }

    private boolean look() throws SQLException {
        for (int i = 0; i < jobs.size(); i++) {
            own.add(keys.get(i).number());
            siblings.put(jobs.get(i).submission(), keys.get(i).number());
        }
        Set<Long> others = new TreeSet<>();
        for (NewJob job : jobs) {
            Map<Long, IfFailed> waits = waits(job);
            if (waits == null) {
                return false;
            }
            parents.add(waits);
            waits.keySet().stream().filter(number -> !own.contains(number)).forEach(others::add);
        }
        Map<Long, Parent> held = hold(others);
        return held.size() == others.size() && held.values().stream().allMatch(Parent::isPlain) && count(held);
    }

    private boolean count(Map<Long, Parent> held) {
        for (int i = 0; i < jobs.size(); i++) {
            for (long parent : parents.get(i).keySet()) {
                Parent other = held.get(parent);
                followed.add(parent);
                blockers[i] += other == null || other.state() != JobState.COMPLETED ? 1 : 0;
            }
        }
        held.forEach((number, parent) -> {
            if (parent.state() != JobState.COMPLETED && !parent.isFollowed()) {
                toFollow.add(number);
            }
        });
        return true;
    }

    /** Parents by number, or {@code null} if one is not there, or is named by a number that only this batch was given. */
    private @Nullable Map<Long, IfFailed> waits(NewJob job) throws SQLException {
        if (job.after().isEmpty()) {
            return Map.of();
        }
        Map<Long, IfFailed> waits = new TreeMap<>();
        for (Dependency wait : job.after()) {
            Long number =
                    wait.parent() == null ? siblings.get(wait.submission()) : AfterStep.number(session, wait.parent());
            if (number == null || (wait.parent() != null && own.contains(number))) {
                return null;
            }
            waits.put(number, wait.ifFailed());
        }
        return waits;
    }

    private Map<Long, Parent> hold(Set<Long> numbers) throws SQLException {
        Map<Long, Parent> held = new TreeMap<>();
        PreparedStatement select = session.hot(TieSql.HOLD_PARENTS);
        for (long[] run : runs(numbers)) {
            select.setLong(1, run[0]);
            select.setLong(2, run[1]);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    held.put(row.getLong(1), new Parent(JobState.ofText(row.getString(2)), row.getInt(3) != 0));
                }
            }
        }
        return held;
    }

    /** First and last of numbers that follow one another: what was enqueued together is found together. */
    private static List<long[]> runs(Iterable<Long> ascending) {
        List<long[]> runs = new ArrayList<>();
        long[] last = {0, -1};
        for (long number : ascending) {
            if (number == last[1] + 1 && !runs.isEmpty()) {
                last[1] = number;
            } else {
                last = new long[] {number, number};
                runs.add(last);
            }
        }
        return runs;
    }

    /** For how many jobs the one at that place waits. */
    int blockers(int place) {
        return blockers[place];
    }

    /** Whether one of the batch waits for that one. */
    boolean isFollowed(long number) {
        return followed.contains(number);
    }

    void write() throws SQLException {
        if (!toFollow.isEmpty()) {
            PreparedStatement mark = session.hot(TieSql.FOLLOW_RUN);
            for (long[] run : runs(toFollow)) {
                mark.setLong(1, run[0]);
                mark.setLong(2, run[1]);
                mark.addBatch();
            }
            mark.executeBatch();
        }
        ManyRows rows = new ManyRows(session, RowsSql.Table.AFTER);
        for (int i = 0; i < parents.size(); i++) {
            for (Map.Entry<Long, IfFailed> wait : parents.get(i).entrySet()) {
                rows.add(keys.get(i).number(), wait.getKey(), Release.text(wait.getValue()));
            }
        }
        rows.write();
    }
}
