package io.queuectl.store.sql;

import io.queuectl.api.Group;
import io.queuectl.api.IfFailed;
import io.queuectl.api.JobId;
import io.queuectl.api.JobState;
import io.queuectl.core.spi.Ties;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Ties jobs that were just restored to others, as they were tied elsewhere: their unique keys, their places in groups, and those they wait for. */
final class RestoreTies {

    private static final int OVER = 0;
    private static final int WAITS = 1;
    private static final int RUNS = 2;

    private final Session session;
    private final Instant now;

    /** The number of each parent that was looked for, if it is here. */
    private final Map<Ties.Wait, Optional<Long>> parents = new HashMap<>();

    RestoreTies(Session session, Instant now) {
        this.session = session;
        this.now = now;
    }

    /** Whether all it waits or waited for is here. */
    boolean hasParents(Ties ties) {
        return ties.after().stream().allMatch(wait -> parent(wait).isPresent());
    }

    /** Parents that were found may be gone since. */
    void lookAgain() {
        parents.clear();
    }

    private Optional<Long> parent(Ties.Wait wait) {
        Ties.Wait place = new Ties.Wait(wait.parent(), wait.parentCreatedAt(), IfFailed.CANCEL, false);
        return parents.computeIfAbsent(place, unknown -> find(wait.parent(), wait.parentCreatedAt()));
    }

    private Optional<Long> find(JobId id, Instant createdAt) {
        return SqlQueries.find(session, id)
                .filter(job -> job.createdAt().equals(createdAt))
                .map(job -> job.number());
    }

    /** In the order of the groups: two of these never wait for each other. */
    void tie(List<RestoreStep.Written> written) throws SQLException {
        for (RestoreStep.Written each : written) {
            Ties.Key key = each.record().ties().key();
            if (key != null) {
                take(each.record().job().kind(), key, each.number());
            }
        }
        List<RestoreStep.Written> members = new ArrayList<>(written);
        members.removeIf(each -> each.record().ties().group() == null);
        members.sort(Comparator.comparing(each -> group(each).key()));
        for (RestoreStep.Written each : members) {
            join(group(each), each.record().job().state(), each.number());
        }
        for (RestoreStep.Written each : written) {
            if (!each.record().ties().after().isEmpty()) {
                link(each);
            }
        }
    }

    private void take(String kind, Ties.Key key, long number) throws SQLException {
        PreparedStatement insert = session.hot(TieSql.TAKE_KEY);
        insert.setString(1, kind);
        insert.setString(2, key.text());
        bind(insert, 3, key, number);
        if (insert.executeUpdate() == 0) {
            PreparedStatement pass = session.hot(AdminSql.RESTORE_KEY);
            bind(pass, 1, key, number);
            pass.setString(4, kind);
            pass.setString(5, key.text());
            Binding.millis(pass, 6, now);
            pass.executeUpdate();
        }
    }

    private static void bind(PreparedStatement statement, int index, Ties.Key key, long number) throws SQLException {
        statement.setLong(index, number);
        statement.setString(index + 1, TieRows.text(key.scope()));
        if (key.until() == null) {
            statement.setNull(index + 2, Types.BIGINT);
        } else {
            Binding.millis(statement, index + 2, key.until());
        }
    }

    private static Group group(RestoreStep.Written written) {
        Group group = written.record().ties().group();
        if (group == null) {
            throw new IllegalArgumentException("job " + written.number() + " is in no group");
        }
        return group;
    }

    /** Who waits gets no place here: one that has one may come after it. */
    private void join(Group group, JobState state, long number) throws SQLException {
        int place = state.isFinished() ? OVER : state == JobState.BLOCKED ? WAITS : RUNS;
        if (place != OVER) {
            PreparedStatement make = session.hot(TieSql.MAKE_GROUP);
            make.setString(1, group.key());
            make.setInt(2, group.atMost());
            make.executeUpdate();
        }
        PreparedStatement join = session.hot(AdminSql.RESTORE_MEMBER);
        join.setString(1, group.key());
        join.setInt(2, place);
        join.setLong(3, number);
        join.executeUpdate();
        follow(number);
        if (place == RUNS) {
            PreparedStatement raise = session.hot(AdminSql.RESTORE_PLACE);
            raise.setString(1, group.key());
            raise.executeUpdate();
        } else if (place == WAITS) {
            block(number, 1);
        }
    }

    private void link(RestoreStep.Written child) throws SQLException {
        Map<Long, Ties.Wait> waits = new TreeMap<>();
        for (Ties.Wait wait : child.record().ties().after()) {
            parent(wait).ifPresent(number -> waits.put(number, wait));
        }
        boolean blocked = child.record().job().state() == JobState.BLOCKED;
        int blockers = 0;
        Release.Verdict verdict = null;
        for (Map.Entry<Long, Ties.Wait> each : waits.entrySet()) {
            long parent = each.getKey();
            IfFailed rule = each.getValue().ifFailed();
            boolean met = each.getValue().met();
            if (blocked && !met) {
                JobState state = held(parent);
                if (!state.isFinished() || (state != JobState.COMPLETED && rule == IfFailed.WAIT)) {
                    blockers++;
                } else if (state != JobState.COMPLETED && rule == IfFailed.CONTINUE) {
                    met = true;
                } else if (state != JobState.COMPLETED) {
                    verdict = Release.Verdict.of(parent, state, rule);
                }
            }
            insert(child.number(), parent, rule, met);
        }
        if (verdict != null) {
            Release release = Release.of(session, now);
            release.end(child.number(), verdict);
            release.apply(List.of(new Release.End(child.number(), verdict.to())));
        } else if (blockers > 0) {
            block(child.number(), blockers);
        }
    }

    private void insert(long child, long parent, IfFailed rule, boolean met) throws SQLException {
        PreparedStatement insert = session.hot(AdminSql.RESTORE_AFTER);
        insert.setLong(1, child);
        insert.setLong(2, parent);
        insert.setString(3, Release.text(rule));
        insert.setInt(4, met ? 1 : 0);
        insert.executeUpdate();
    }

    /** The state in which a parent stays until the commit, marked so that its end is noticed. */
    private JobState held(long parent) throws SQLException {
        PreparedStatement select = session.hot(TieSql.HOLD_PARENT);
        select.setLong(1, parent);
        @Nullable JobState state = null;
        try (ResultSet row = select.executeQuery()) {
            if (row.next()) {
                state = JobState.ofText(row.getString(1));
            }
        }
        if (state == null) {
            throw new SQLException("a job that another waits for went a moment ago");
        }
        if (state != JobState.COMPLETED) {
            follow(parent);
        }
        return state;
    }

    private void follow(long number) throws SQLException {
        PreparedStatement mark = session.hot(TieSql.FOLLOW);
        mark.setLong(1, number);
        mark.executeUpdate();
    }

    private void block(long number, int blockers) throws SQLException {
        PreparedStatement block = session.hot(TieSql.BLOCK);
        block.setInt(1, blockers);
        block.setLong(2, number);
        block.executeUpdate();
    }
}
