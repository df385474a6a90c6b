package io.queuectl.store.sql;

import io.queuectl.api.IfFailed;
import io.queuectl.api.JobId;
import io.queuectl.api.JobState;
import io.queuectl.core.spi.Dependency;
import io.queuectl.core.spi.Insertion;
import io.queuectl.core.spi.NewJob;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Lets jobs that were just written wait for others. A parent is held in its state until the commit, and marked, so that whoever settles it afterwards looks for
 * its children; one that has ended is not waited for.
 */
final class AfterStep {

    private final Session session;
    private final Instant now;

    /** The parents that were looked at: none is looked at or marked twice, however many wait for it. */
    private final Map<Long, @Nullable JobState> looked = new HashMap<>();

    /** Numbers that this batch was given: whoever names one of them by its id has guessed it, and could mean itself. */
    private final Set<Long> unforeseen = new HashSet<>();

    private AfterStep(Session session, Instant now) {
        this.session = session;
        this.now = now;
    }

    /** What a job waits for: parents by number, in the order in which they are locked. */
    private record Waits(
            Map<Long, IfFailed> parents, @Nullable JobId missing) {}

    static boolean isWanted(List<NewJob> jobs) {
        return jobs.stream().anyMatch(job -> !job.after().isEmpty());
    }

    /** Replaces the answers to those whose parents are not there, and takes their rows out again. */
    static void apply(
            Session session, Instant now, List<NewJob> jobs, List<JobKey> keys, int[] counts, List<Insertion> answers)
            throws SQLException {
        AfterStep step = new AfterStep(session, now);
        Map<Long, Insertion> siblings = new HashMap<>();
        for (int i = 0; i < jobs.size(); i++) {
            siblings.put(jobs.get(i).submission(), answers.get(i));
            if (counts[i] == 1 && jobs.get(i).id() == null) {
                step.unforeseen.add(keys.get(i).number());
            }
        }
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] == 1 && !jobs.get(i).after().isEmpty()) {
                long number = keys.get(i).number();
                Waits waits = step.waits(jobs.get(i), number, siblings);
                if (waits.missing() == null) {
                    step.link(number, waits.parents());
                } else {
                    step.takeOut(number);
                    counts[i] = 0;
                    answers.set(i, new Insertion.ParentMissing(waits.missing()));
                    siblings.put(jobs.get(i).submission(), answers.get(i));
                }
            }
        }
    }

    /** A job that a person put back waits once more for those of its parents that are not over; the others it goes on without. */
    static void again(Session session, Instant now, long child) throws SQLException {
        AfterStep step = new AfterStep(session, now);
        List<Long> without = new ArrayList<>();
        List<Long> waited = new ArrayList<>();
        for (long parent : step.parents(child)) {
            JobState state = step.state(parent);
            if (state != null && !state.isFinished()) {
                waited.add(parent);
            } else if (state != JobState.COMPLETED) {
                without.add(parent);
            }
        }
        Release.meet(session, child, waited, false);
        Release.meet(session, child, without, true);
        step.block(child, waited.size());
    }

    private List<Long> parents(long child) throws SQLException {
        List<Long> parents = new ArrayList<>();
        PreparedStatement select = session.hot(TieSql.PARENTS);
        select.setLong(1, child);
        try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
                parents.add(row.getLong(1));
            }
        }
        Collections.sort(parents);
        return parents;
    }

    private Waits waits(NewJob job, long own, Map<Long, Insertion> siblings) throws SQLException {
        Map<Long, IfFailed> parents = new TreeMap<>();
        for (Dependency wait : job.after()) {
            JobId id = wait.parent() == null ? sibling(siblings, wait.submission()) : wait.parent();
            Long number = number(session, id);
            boolean guessed = wait.parent() != null && number != null && (number == own || unforeseen.contains(number));
            if (number == null || guessed) {
                return new Waits(Map.of(), id);
            }
            parents.put(number, wait.ifFailed());
        }
        for (long number : parents.keySet()) {
            if (state(number) == null) {
                return new Waits(Map.of(), JobId.of(Long.toString(number)));
            }
        }
        return new Waits(parents, null);
    }

    /** The job that stands for a job of the same batch. */
    private static JobId sibling(Map<Long, Insertion> siblings, long submission) {
        Insertion answer = siblings.get(submission);
        if (answer instanceof Insertion.Inserted inserted) {
            return inserted.id();
        }
        if (answer instanceof Insertion.Standing standing) {
            return standing.id();
        }
        if (answer instanceof Insertion.Duplicate duplicate) {
            return duplicate.id();
        }
        if (answer instanceof Insertion.KeyHeld held) {
            return held.holder();
        }
        if (answer instanceof Insertion.ParentMissing missing) {
            return missing.parent();
        }
        throw new IllegalArgumentException(
                "submission " + submission + ", which another waits for, is not in the batch");
    }

    /** Of the row with that id, if there is one. */
    static @Nullable Long number(Session session, JobId id) throws SQLException {
        JobKey key = JobKey.of(id);
        if (key.isNumber()) {
            return key.number();
        }
        PreparedStatement select = session.hot(TieSql.NUMBER_OF_NAME);
        select.setString(1, key.name());
        try (ResultSet row = select.executeQuery()) {
            if (row.next()) {
                return row.getLong(1);
            }
        }
        long ambiguous = key.ambiguousNumber();
        return ambiguous > 0 ? ambiguous : null;
    }

    /** The state in which a parent stays until the commit, or {@code null} if there is none; marked, if it is not over. */
    private @Nullable JobState state(long number) throws SQLException {
        if (looked.containsKey(number)) {
            return looked.get(number);
        }
        PreparedStatement select = session.hot(TieSql.HOLD_PARENT);
        select.setLong(1, number);
        JobState state = null;
        boolean followed = false;
        try (ResultSet row = select.executeQuery()) {
            if (row.next()) {
                state = JobState.ofText(row.getString(1));
                followed = row.getInt(2) != 0;
            }
        }
        if (state != null && state != JobState.COMPLETED && !followed) {
            PreparedStatement mark = session.hot(TieSql.FOLLOW);
            mark.setLong(1, number);
            mark.executeUpdate();
        }
        looked.put(number, state);
        return state;
    }

    private void link(long child, Map<Long, IfFailed> parents) throws SQLException {
        PreparedStatement insert = session.hot(TieSql.INSERT_AFTER);
        List<Long> without = new ArrayList<>();
        int blockers = 0;
        Release.Verdict verdict = null;
        for (Map.Entry<Long, IfFailed> wait : parents.entrySet()) {
            insert.setLong(1, child);
            insert.setLong(2, wait.getKey());
            insert.setString(3, Release.text(wait.getValue()));
            insert.addBatch();
            JobState state = state(wait.getKey());
            if (state == null || !state.isFinished()) {
                blockers++;
            } else if (state != JobState.COMPLETED) {
                switch (wait.getValue()) {
                    case CONTINUE -> without.add(wait.getKey());
                    case WAIT -> blockers++;
                    case CANCEL, DEAD -> verdict = Release.Verdict.of(wait.getKey(), state, wait.getValue());
                }
            }
        }
        insert.executeBatch();
        Release.meet(session, child, without, true);
        if (verdict == null) {
            block(child, blockers);
        } else {
            Release release = Release.of(session, now);
            release.end(child, verdict);
            release.apply(List.of(new Release.End(child, verdict.to())));
            looked.clear();
        }
    }

    private void block(long child, int blockers) throws SQLException {
        if (blockers > 0) {
            PreparedStatement block = session.hot(TieSql.BLOCK);
            block.setInt(1, blockers);
            block.setLong(2, child);
            block.executeUpdate();
        }
    }

    private void takeOut(long number) throws SQLException {
        Release.of(session, now).apply(List.of(Release.End.deleted(number)));
        PreparedStatement delete = session.hot(TieSql.TAKE_OUT);
        delete.setLong(1, number);
        delete.executeUpdate();
        looked.put(number, null);
    }
}
