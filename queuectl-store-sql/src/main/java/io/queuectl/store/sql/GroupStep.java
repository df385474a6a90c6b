package io.queuectl.store.sql;

import io.queuectl.api.Group;
import io.queuectl.api.QueueName;
import io.queuectl.core.spi.NewJob;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The places of groups: who ends gives his to the next, who is put back takes one or waits; who is new see {@link GroupJoin}. All of it under the lock of the group's row. */
final class GroupStep {

    private static final int OVER = 0;
    static final int WAITS = 1;
    static final int RUNS = 2;

    /** Guards against a group that somebody drops between any two statements here. */
    private static final int TRIES = 100;

    private final Session session;

    GroupStep(Session session) {
        this.session = session;
    }

    /** A group as it stands, locked. */
    record Places(int atMost, int running) {
        boolean isFree() {
            return running < atMost;
        }
    }

    /** Where a job is in its group. */
    private record Member(String key, int place) {}

    static boolean isWanted(List<NewJob> jobs) {
        return jobs.stream().anyMatch(job -> job.extras().group() != null);
    }

    /** A job that is over, or going to be deleted, gives its place to the next. Adds the queue of that one. */
    void leave(long number, Set<QueueName> released) throws SQLException {
        Member seen = member(number);
        if (seen == null) {
            return;
        }
        Places places = places(seen.key());
        Member member = member(number);
        if (places == null || member == null || member.place() == OVER) {
            return;
        }
        move(number, OVER);
        int running = places.running() - (member.place() == RUNS ? 1 : 0);
        settle(member.key(), new Places(places.atMost(), running), released);
    }

    /** A job that a person put back takes a place again, or waits for one. */
    void again(long number) throws SQLException {
        Member seen = member(number);
        if (seen == null || seen.place() != OVER) {
            return;
        }
        Places places = hold(new Group(seen.key(), 1));
        boolean runs = places.isFree() && first(seen.key()) == null;
        move(number, runs ? RUNS : WAITS);
        if (!runs) {
            block(number);
        }
        change(seen.key(), places.atMost(), places.running() + (runs ? 1 : 0));
    }

    /** So many have a place from now on. Answers whether there is such a group. */
    boolean resize(Group group, Set<QueueName> released) throws SQLException {
        Places places = places(group.key());
        if (places != null) {
            settle(group.key(), new Places(group.atMost(), places.running()), released);
        }
        return places != null;
    }

    void settle(String key, Places places, Set<QueueName> released) throws SQLException {
        Places left = places;
        Long next = left.isFree() ? first(key) : null;
        while (next != null) {
            move(next, RUNS);
            release(next, released);
            left = new Places(left.atMost(), left.running() + 1);
            next = left.isFree() ? first(key) : null;
        }
        if (left.running() == 0) {
            PreparedStatement drop = session.hot(TieSql.DROP_GROUP);
            drop.setString(1, key);
            drop.executeUpdate();
        } else {
            change(key, left.atMost(), left.running());
        }
    }

    private void release(long number, Set<QueueName> released) throws SQLException {
        PreparedStatement release = session.hot(TieSql.RELEASE);
        release.setInt(1, 1);
        release.setInt(2, 1);
        release.setLong(3, number);
        release.executeUpdate();
        PreparedStatement select = session.hot(TieSql.QUEUE_OF);
        select.setLong(1, number);
        try (ResultSet row = select.executeQuery()) {
            if (row.next()) {
                SqlQueries.queue(row.getString(1)).ifPresent(released::add);
            }
        }
    }

    private void block(long number) throws SQLException {
        PreparedStatement block = session.hot(TieSql.BLOCK);
        block.setInt(1, 1);
        block.setLong(2, number);
        block.executeUpdate();
    }

    Places hold(Group group) throws SQLException {
        for (int i = 0; i < TRIES; i++) {
            Places places = places(group.key());
            if (places != null) {
                return places;
            }
            PreparedStatement insert = session.hot(TieSql.MAKE_GROUP);
            insert.setString(1, group.key());
            insert.setInt(2, group.atMost());
            insert.executeUpdate();
        }
        throw new SQLException("the group of a new job came and went " + TRIES + " times");
    }

    private @Nullable Places places(String key) throws SQLException {
        PreparedStatement select = session.hot(TieSql.HOLD_GROUP);
        select.setString(1, key);
        try (ResultSet row = select.executeQuery()) {
            return row.next() ? new Places(row.getInt(1), row.getInt(2)) : null;
        }
    }

    private @Nullable Member member(long number) throws SQLException {
        PreparedStatement select = session.hot(TieSql.MEMBER);
        select.setLong(1, number);
        try (ResultSet row = select.executeQuery()) {
            return row.next() ? new Member(row.getString(1), row.getInt(2)) : null;
        }
    }

    @Nullable
    Long first(String key) throws SQLException {
        PreparedStatement select = session.hot(TieSql.FIRST_MEMBER);
        select.setString(1, key);
        select.setInt(2, WAITS);
        try (ResultSet row = select.executeQuery()) {
            return row.next() ? (Long) row.getLong(1) : null;
        }
    }

    private void move(long number, int place) throws SQLException {
        PreparedStatement update = session.hot(TieSql.MOVE_MEMBER);
        update.setInt(1, place);
        update.setLong(2, number);
        update.executeUpdate();
    }

    private void change(String key, int atMost, int running) throws SQLException {
        PreparedStatement update = session.hot(TieSql.CHANGE_GROUP);
        update.setInt(1, atMost);
        update.setInt(2, running);
        update.setString(3, key);
        update.executeUpdate();
    }

    /** A group whose count somebody made wrong, past queuectl: so many have a place. */
    void recount(String key, int running, Set<QueueName> released) throws SQLException {
        Places places = places(key);
        if (places != null) {
            settle(key, new Places(places.atMost(), running), released);
        }
    }
}
