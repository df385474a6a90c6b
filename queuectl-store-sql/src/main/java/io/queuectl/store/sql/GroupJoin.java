package io.queuectl.store.sql;

import io.queuectl.api.Group;
import io.queuectl.core.spi.NewJob;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.IntPredicate;

/**
 * Who of a batch gets a place in its group, and who waits for one. The groups are locked in the order of their keys: two batches never wait for each other.
 */
final class GroupJoin {

    private final Session session;
    private final List<NewJob> jobs;

    /** Members of the batch, by place in it; {@code true} who has a place in the group. */
    private final Map<Integer, Boolean> members = new TreeMap<>();

    private final Map<String, Crowd> groups = new TreeMap<>();

    private GroupJoin(Session session, List<NewJob> jobs) {
        this.session = session;
        this.jobs = jobs;
    }

    /** A group as it comes to stand. */
    private static final class Crowd {
        int atMost;
        int running;
        boolean waits;

        Crowd(GroupStep.Places places, boolean waits) {
            this.running = places.running();
            this.waits = waits;
        }

        boolean join(Group group) {
            atMost = group.atMost();
            boolean runs = !waits && running < atMost;
            running += runs ? 1 : 0;
            waits |= !runs;
            return runs;
        }
    }

    /** @param joins whether the job at that place of the batch is written */
    static GroupJoin plan(Session session, List<NewJob> jobs, IntPredicate joins) throws SQLException {
        GroupJoin join = new GroupJoin(session, jobs);
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < jobs.size(); i++) {
            if (jobs.get(i).extras().group() != null && joins.test(i)) {
                order.add(i);
            }
        }
        if (!order.isEmpty()) {
            order.sort(Comparator.comparing((Integer i) -> join.group(i).key()).thenComparing(i -> i));
            join.hold(order);
            for (int i : order) {
                Group group = join.group(i);
                join.members.put(i, join.crowd(group.key()).join(group));
            }
        }
        return join;
    }

    /** Jobs that were just written. */
    static void join(Session session, List<NewJob> jobs, List<JobKey> keys, int[] counts) throws SQLException {
        GroupJoin join = plan(session, jobs, i -> counts[i] == 1);
        PreparedStatement mark = session.hot(TieSql.FOLLOW);
        PreparedStatement block = session.hot(TieSql.BLOCK);
        boolean blocks = false;
        for (Map.Entry<Integer, Boolean> member : join.members.entrySet()) {
            long number = keys.get(member.getKey()).number();
            mark.setLong(1, number);
            mark.addBatch();
            if (!member.getValue()) {
                block.setInt(1, 1);
                block.setLong(2, number);
                block.addBatch();
                blocks = true;
            }
        }
        mark.executeBatch();
        if (blocks) {
            block.executeBatch();
        }
        join.write(keys);
    }

    private Group group(int place) {
        Group group = jobs.get(place).extras().group();
        if (group == null) {
            throw new IllegalArgumentException("submission " + jobs.get(place).submission() + " is in no group");
        }
        return group;
    }

    private Crowd crowd(String key) {
        Crowd crowd = groups.get(key);
        if (crowd == null) {
            throw new IllegalStateException("group " + key + " was not held");
        }
        return crowd;
    }

    private void hold(List<Integer> order) throws SQLException {
        GroupStep step = new GroupStep(session);
        Map<String, Group> wanted = new TreeMap<>();
        order.forEach(i -> wanted.putIfAbsent(group(i).key(), group(i)));
        Map<String, GroupStep.Places> together = wanted.size() > 1 ? holdTogether(wanted.values()) : Map.of();
        for (Group group : wanted.values()) {
            GroupStep.Places held = together.get(group.key());
            GroupStep.Places places = held == null ? step.hold(group) : held;
            groups.put(group.key(), new Crowd(places, places.running() > 0 && step.first(group.key()) != null));
        }
    }

    /** Makes those that are missing, before any is held. Answers what could be held by one statement. */
    private Map<String, GroupStep.Places> holdTogether(Collection<Group> wanted) throws SQLException {
        ManyRows rows = new ManyRows(session, RowsSql.Table.GROUP);
        wanted.forEach(group -> rows.add(group.key(), group.atMost(), 0));
        rows.write();
        if (!session.has(TieSql.HOLD_GROUPS)) {
            return Map.of();
        }
        Map<String, GroupStep.Places> held = new HashMap<>();
        PreparedStatement select = session.hot(TieSql.HOLD_GROUPS);
        select.setArray(
                1,
                session.connection()
                        .createArrayOf("text", wanted.stream().map(Group::key).toArray(String[]::new)));
        try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
                held.put(row.getString(1), new GroupStep.Places(row.getInt(2), row.getInt(3)));
            }
        }
        return held;
    }

    boolean isMember(int place) {
        return members.containsKey(place);
    }

    /** Whether the job at that place of the batch has to wait for one in its group. */
    boolean waits(int place) {
        return Boolean.FALSE.equals(members.get(place));
    }

    /** Once the rows of the jobs are written. */
    void write(List<JobKey> keys) throws SQLException {
        if (members.isEmpty()) {
            return;
        }
        ManyRows rows = new ManyRows(session, RowsSql.Table.MEMBER);
        for (Map.Entry<Integer, Boolean> member : members.entrySet()) {
            rows.add(
                    group(member.getKey()).key(),
                    member.getValue() ? GroupStep.RUNS : GroupStep.WAITS,
                    keys.get(member.getKey()).number());
        }
        rows.write();
        change();
    }

    private void change() throws SQLException {
        PreparedStatement change = session.hot(TieSql.CHANGE_GROUP);
        for (Map.Entry<String, Crowd> group : groups.entrySet()) {
            change.setInt(1, group.getValue().atMost);
            change.setInt(2, group.getValue().running);
            change.setString(3, group.getKey());
            change.addBatch();
        }
        change.executeBatch();
        for (Map.Entry<String, Crowd> group : groups.entrySet()) {
            Crowd crowd = group.getValue();
            if (crowd.waits && crowd.running < crowd.atMost) {
                new GroupStep(session)
                        .settle(group.getKey(), new GroupStep.Places(crowd.atMost, crowd.running), new TreeSet<>());
            }
        }
    }
}
