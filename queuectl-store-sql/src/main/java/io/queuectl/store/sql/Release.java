package io.queuectl.store.sql;

import io.queuectl.api.IfFailed;
import io.queuectl.api.JobState;
import io.queuectl.api.QueueName;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Lets go of those that wait for jobs that ended in this transaction, and of those that wait for the ones that end thereby, and so on. Children are written in
 * the order of their numbers, so that two of these rarely wait for each other.
 */
final class Release {

    private final Session session;
    private final Instant now;
    private final Set<QueueName> queues = new TreeSet<>();

    private Release(Session session, Instant now) {
        this.session = session;
        this.now = now;
    }

    static Release of(Session session, Instant now) {
        return new Release(session, now);
    }

    /**
     * A job that is over.
     *
     * @param state it ended in, or {@link JobState#INVALID} if it is going to be deleted
     */
    record End(long number, JobState state) {

        static End deleted(long number) {
            return new End(number, JobState.INVALID);
        }
    }

    /** What the end of a parent makes of a child. */
    record Verdict(JobState to, String error) {

        static Verdict of(long parent, JobState state, IfFailed rule) {
            String how = state == JobState.INVALID ? "was deleted" : "ended " + state.text();
            return new Verdict(
                    rule == IfFailed.DEAD ? JobState.DEAD : JobState.CANCELLED,
                    "job " + parent + ", which it was to run after, " + how);
        }
    }

    /** What the ends of its parents come to for a child. */
    private static final class Child {
        int released;
        final List<Long> without = new ArrayList<>();

        @Nullable
        Verdict verdict;
    }

    /** Answers the queues of the jobs that may be due now. */
    Set<QueueName> apply(Collection<End> ends) throws SQLException {
        Collection<End> left = ends;
        while (!left.isEmpty()) {
            left = oneGeneration(left);
        }
        return queues;
    }

    private Collection<End> oneGeneration(Collection<End> ends) throws SQLException {
        Map<Long, Child> children = new TreeMap<>();
        GroupStep groups = new GroupStep(session);
        for (End end : ends) {
            groups.leave(end.number(), queues);
            collect(end, children);
        }
        List<End> next = new ArrayList<>();
        PreparedStatement release = session.hot(TieSql.RELEASE);
        int released = 0;
        for (Map.Entry<Long, Child> each : children.entrySet()) {
            Verdict verdict = each.getValue().verdict;
            if (verdict == null) {
                release.setInt(1, each.getValue().released);
                release.setInt(2, each.getValue().released);
                release.setLong(3, each.getKey());
                release.addBatch();
                released++;
                meet(session, each.getKey(), each.getValue().without, true);
            } else if (end(each.getKey(), verdict)) {
                next.add(new End(each.getKey(), verdict.to()));
            }
        }
        if (released > 0) {
            release.executeBatch();
        }
        return next;
    }

    /** A parent that ended otherwise may complete later: it is not waited for a second time. */
    static void meet(Session session, long child, List<Long> parents, boolean met) throws SQLException {
        if (!parents.isEmpty()) {
            PreparedStatement update = session.hot(TieSql.MEET);
            for (long parent : parents) {
                update.setInt(1, met ? 1 : 0);
                update.setLong(2, child);
                update.setLong(3, parent);
                update.addBatch();
            }
            update.executeBatch();
        }
    }

    private void collect(End end, Map<Long, Child> children) throws SQLException {
        PreparedStatement select = session.hot(TieSql.CHILDREN);
        select.setLong(1, end.number());
        try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
                IfFailed rule = rule(row.getString(2));
                boolean goesOn = end.state() == JobState.COMPLETED || rule == IfFailed.CONTINUE;
                boolean waits = rule == IfFailed.WAIT && end.state() != JobState.INVALID;
                if (goesOn || !waits) {
                    Child child = children.computeIfAbsent(row.getLong(1), number -> new Child());
                    if (goesOn) {
                        child.released++;
                        if (end.state() != JobState.COMPLETED) {
                            child.without.add(end.number());
                        }
                        SqlQueries.queue(row.getString(3)).ifPresent(queues::add);
                    } else {
                        child.verdict = Verdict.of(end.number(), end.state(), rule);
                    }
                }
            }
        }
    }

    /** Ends a job that waits, or was just written. Answers whether it was one. */
    boolean end(long child, Verdict verdict) throws SQLException {
        PreparedStatement update = session.hot(TieSql.END_BLOCKED);
        update.setString(1, verdict.to().text());
        Binding.millis(update, 2, now);
        update.setString(3, verdict.error());
        update.setLong(4, child);
        return update.executeUpdate() == 1;
    }

    static String text(IfFailed rule) {
        return rule.name().toLowerCase(Locale.ROOT);
    }

    /** A hand may have written anything. */
    static IfFailed rule(@Nullable String text) {
        for (IfFailed rule : IfFailed.values()) {
            if (text(rule).equals(text)) {
                return rule;
            }
        }
        return IfFailed.CANCEL;
    }
}
