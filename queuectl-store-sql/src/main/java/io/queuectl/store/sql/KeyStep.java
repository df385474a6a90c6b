package io.queuectl.store.sql;

import io.queuectl.api.JobId;
import io.queuectl.api.JobState;
import io.queuectl.api.Unique;
import io.queuectl.core.spi.Insertion;
import io.queuectl.core.spi.NewJob;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Takes the unique keys of jobs that were just written. A key is not given back: whoever finds one taken looks whether its job still holds it, so that no
 * claim and no settlement has to care.
 */
final class KeyStep {

    /** Guards against a key that somebody takes and another deletes between any two statements here. */
    private static final int TRIES = 100;

    private final Session session;
    private final Instant now;

    /** What holders are changed into, once it is clear that the batch stands. */
    private final List<Change> changes = new ArrayList<>();

    KeyStep(Session session, Instant now) {
        this.session = session;
        this.now = now;
    }

    /** A job that waits, and the request that stands in for it from now on. */
    private record Change(long holder, NewJob job) {}

    /** Who had a key last. */
    private record Holder(
            long number, String scope, @Nullable Instant until) {}

    static boolean isWanted(List<NewJob> jobs) {
        return jobs.stream().anyMatch(job -> job.extras().unique() != null);
    }

    /** Replaces the answers to those whose key is held, and takes their rows out again. In the order of their keys: two batches never wait for each other. */
    void apply(List<NewJob> jobs, List<JobKey> keys, int[] counts, List<Insertion> answers) throws SQLException {
        for (int i : places(jobs, counts)) {
            take(i, jobs, keys, counts, answers);
        }
    }

    /** The same by few statements, for jobs that got their numbers one after the other. */
    void applyTogether(List<NewJob> jobs, List<JobKey> keys, int[] counts, List<Insertion> answers)
            throws SQLException {
        List<Integer> places = places(jobs, counts);
        ManyRows rows = new ManyRows(session, RowsSql.Table.KEY);
        for (int i : places) {
            Unique unique = key(jobs.get(i));
            Instant until = until(unique, now);
            rows.add(
                    jobs.get(i).kind(),
                    unique.key(),
                    keys.get(i).number(),
                    text(unique.scope()),
                    until == null ? null : (Long) until.toEpochMilli());
        }
        if (!rows.write()) {
            Set<Long> taken = keyed(keys);
            for (int i : places) {
                if (!taken.contains(keys.get(i).number())) {
                    take(i, jobs, keys, counts, answers);
                }
            }
        }
    }

    private static List<Integer> places(List<NewJob> jobs, int[] counts) {
        List<Integer> places = new ArrayList<>();
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] == 1 && jobs.get(i).extras().unique() != null) {
                places.add(i);
            }
        }
        places.sort(Comparator.comparing((Integer i) -> jobs.get(i).kind())
                .thenComparing(i -> key(jobs.get(i)).key())
                .thenComparing(i -> i));
        return places;
    }

    private Set<Long> keyed(List<JobKey> keys) throws SQLException {
        Set<Long> keyed = new HashSet<>();
        PreparedStatement select = session.hot(TieSql.KEYED);
        select.setLong(1, keys.get(0).number());
        select.setLong(2, keys.get(keys.size() - 1).number());
        try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
                keyed.add(row.getLong(1));
            }
        }
        return keyed;
    }

    private void take(int place, List<NewJob> jobs, List<JobKey> keys, int[] counts, List<Insertion> answers)
            throws SQLException {
        long number = keys.get(place).number();
        Insertion standing = take(jobs.get(place), number);
        if (standing != null) {
            takeOut(number);
            counts[place] = 0;
            answers.set(place, standing);
        }
    }

    /** Makes of the holders what those who found them wish. */
    void change() throws SQLException {
        for (Change change : changes) {
            NewJob job = change.job();
            boolean later = key(job).conflict() == Unique.Conflict.RESCHEDULE;
            PreparedStatement update = session.hot(TieSql.PUT_OFF);
            Binding.millis(update, 1, later ? job.runAt() : null);
            update.setLong(2, change.holder());
            if (update.executeUpdate() == 1) {
                Payloads.replace(session, change.holder(), job.payload());
            }
        }
    }

    private static Unique key(NewJob job) {
        Unique unique = job.extras().unique();
        if (unique == null) {
            throw new IllegalArgumentException("submission " + job.submission() + " has no unique key");
        }
        return unique;
    }

    /** What stands in the way of a job that was just written, or {@code null} if it has its key. */
    private @Nullable Insertion take(NewJob job, long number) throws SQLException {
        Unique unique = key(job);
        for (int i = 0; i < TRIES; i++) {
            if (insert(job, unique, number)) {
                return null;
            }
            Holder holder = holder(job.kind(), unique.key());
            if (holder != null) {
                return takeFrom(holder, job, number);
            }
        }
        throw new SQLException("the unique key of a new job came and went " + TRIES + " times");
    }

    private @Nullable Insertion takeFrom(Holder holder, NewJob job, long number) throws SQLException {
        Unique unique = key(job);
        PreparedStatement select = session.hot(TieSql.KEY_HOLDER);
        select.setLong(1, holder.number());
        try (ResultSet row = select.executeQuery()) {
            boolean there = row.next();
            JobState state = there ? JobState.ofText(row.getString(1)) : null;
            if (!holds(holder, state)) {
                pass(job, unique, number);
                return null;
            }
            JobId id = JobKey.id(holder.number(), there ? row.getString(2) : null);
            return answer(job, unique, holder, id);
        }
    }

    private Insertion answer(NewJob job, Unique unique, Holder holder, JobId id) {
        switch (unique.conflict()) {
            case FAIL -> {
                return new Insertion.KeyHeld(unique.key(), id);
            }
            case REPLACE, RESCHEDULE -> changes.add(new Change(holder.number(), job));
            case KEEP -> {}
        }
        return new Insertion.Standing(id);
    }

    private boolean insert(NewJob job, Unique unique, long number) throws SQLException {
        PreparedStatement insert = session.hot(TieSql.TAKE_KEY);
        insert.setString(1, job.kind());
        insert.setString(2, unique.key());
        bind(insert, 3, unique, number);
        return insert.executeUpdate() == 1;
    }

    private void pass(NewJob job, Unique unique, long number) throws SQLException {
        PreparedStatement update = session.hot(TieSql.PASS_KEY);
        bind(update, 1, unique, number);
        update.setString(4, job.kind());
        update.setString(5, unique.key());
        if (update.executeUpdate() != 1) {
            throw new SQLException("the unique key of job " + number + " is gone though it was locked");
        }
    }

    private void bind(PreparedStatement statement, int index, Unique unique, long number) throws SQLException {
        statement.setLong(index, number);
        statement.setString(index + 1, text(unique.scope()));
        Binding.millis(statement, index + 2, until(unique, now));
    }

    /** Key, scope and held_until of a job that may have none. */
    static void bind(PreparedStatement statement, int index, @Nullable Unique unique, Instant now) throws SQLException {
        statement.setString(index, unique == null ? null : unique.key());
        statement.setString(index + 1, unique == null ? null : text(unique.scope()));
        Binding.millis(statement, index + 2, unique == null ? null : until(unique, now));
    }

    private static @Nullable Instant until(Unique unique, Instant now) {
        return unique.window() == null ? null : now.plus(unique.window());
    }

    private @Nullable Holder holder(String kind, String key) throws SQLException {
        PreparedStatement select = session.hot(TieSql.HOLD_KEY);
        select.setString(1, kind);
        select.setString(2, key);
        try (ResultSet row = select.executeQuery()) {
            if (!row.next()) {
                return null;
            }
            long until = row.getLong(3);
            return new Holder(row.getLong(1), row.getString(2), row.wasNull() ? null : Instant.ofEpochMilli(until));
        }
    }

    /** @param state {@code null} if the job was deleted */
    private boolean holds(Holder holder, @Nullable JobState state) {
        if (holder.scope().equals(text(Unique.Scope.FOREVER))) {
            return true;
        }
        if (holder.scope().equals(text(Unique.Scope.WINDOW))) {
            return holder.until() != null && now.isBefore(holder.until());
        }
        boolean waits = holder.scope().equals(text(Unique.Scope.WAITING));
        return state != null && (waits ? state.isWaiting() : !state.isFinished());
    }

    private void takeOut(long number) throws SQLException {
        PreparedStatement delete = session.hot(TieSql.TAKE_OUT);
        delete.setLong(1, number);
        delete.executeUpdate();
    }

    private static String text(Unique.Scope scope) {
        return scope.name().toLowerCase(Locale.ROOT);
    }
}
