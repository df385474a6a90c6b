package io.queuectl.store.sql;

import io.queuectl.core.spi.BulkMoves;
import io.queuectl.core.spi.JobEdit;
import io.queuectl.core.spi.JobFilter;
import io.queuectl.core.spi.JobMove;
import io.queuectl.core.spi.KeySweep;
import io.queuectl.core.spi.Moved;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.jdbi.v3.core.statement.PreparedBatch;

/** Jobs by the many. Which are meant is found out without keeping writers waiting; a move looks at those alone again. */
final class SqlBulk implements BulkMoves {

    private final Writers writers;
    private final Readers readers;
    private final SqlDatabase database;

    SqlBulk(Writers writers, Readers readers, SqlDatabase database) {
        this.writers = writers;
        this.readers = readers;
        this.database = database;
    }

    @Override
    public long count(JobFilter filter) {
        return readers.read(
                "count jobs",
                session -> ListSql.query(session, BulkSql.COUNT, filter)
                        .mapTo(Long.class)
                        .one());
    }

    @Override
    public List<Long> numbers(JobFilter filter, long after, int limit) {
        return readers.read(
                "find jobs",
                session -> ListSql.query(session, BulkSql.NUMBERS, filter)
                        .bind("after", after)
                        .bind("limit", limit)
                        .mapTo(Long.class)
                        .list());
    }

    @Override
    public Optional<Instant> nthFinish(JobFilter filter, long n) {
        return readers.read(
                "read when jobs were finished",
                session -> ListSql.query(session, BulkSql.NTH_FINISH, filter)
                        .bind("skipped", n - 1)
                        .mapTo(Long.class)
                        .findFirst()
                        .map(Instant::ofEpochMilli));
    }

    @Override
    public Optional<Instant> firstFinish(JobFilter filter) {
        return readers.read(
                "read when jobs were finished",
                session -> ListSql.query(session, BulkSql.FIRST_FINISH, filter)
                        .mapTo(Long.class)
                        .findFirst()
                        .map(Instant::ofEpochMilli));
    }

    /** One of the keys that were looked at. */
    private record Key(long number, String kind, String text, boolean isFree) {}

    @Override
    public KeySweep dropKeys(long after, int limit, Instant now) {
        List<Key> keys = readers.read(
                "look at unique keys",
                session -> session.handle()
                        .createQuery(session.sql(BulkSql.KEYS))
                        .bind("now", now.toEpochMilli())
                        .bind("after", after)
                        .bind("limit", limit)
                        .map((row, context) ->
                                new Key(row.getLong(1), row.getString(2), row.getString(3), row.getInt(4) == 1))
                        .list());
        long last = keys.size() < limit ? 0 : keys.get(keys.size() - 1).number();
        List<Key> free = keys.stream().filter(Key::isFree).toList();
        int dropped = free.isEmpty() ? 0 : writers.write("drop unique keys", session -> drop(session, free, now));
        return new KeySweep(dropped, last);
    }

    private static int drop(Session session, List<Key> keys, Instant now) {
        try (PreparedBatch batch = session.handle().prepareBatch(session.sql(BulkSql.DROP_KEY))) {
            for (Key key : keys) {
                batch.bind("kind", key.kind())
                        .bind("text", key.text())
                        .bind("number", key.number())
                        .bind("now", now.toEpochMilli())
                        .add();
            }
            return Arrays.stream(batch.execute()).sum();
        }
    }

    @Override
    public Moved moveAll(List<Long> numbers, JobFilter filter, JobMove move, Instant now) {
        if (numbers.isEmpty()) {
            return Moved.NOTHING;
        }
        AtomicLong begunNanos = new AtomicLong();
        int moved = writers.write(verb(move) + " jobs", session -> {
            begunNanos.set(System.nanoTime());
            List<Long> meant = stillMeant(session, numbers, filter);
            int done = meant.isEmpty() ? 0 : move(session, meant, move, now);
            MoveNote.leave(session, database.clock().instant(), verb(move), MoveNote.subject(filter), done);
            return done;
        });
        Duration held = Duration.ofNanos(System.nanoTime() - begunNanos.get());
        database.brought();
        return new Moved(moved, held);
    }

    private static String verb(JobMove move) {
        if (move instanceof JobMove.Cancel) {
            return "cancel";
        }
        if (move instanceof JobMove.Requeue) {
            return "requeue";
        }
        return move instanceof JobMove.Edit ? "edit" : "delete";
    }

    /** Those that are, and stay as they are until the transaction ends. */
    private static List<Long> stillMeant(Session session, List<Long> numbers, JobFilter filter) {
        if (session.has(BulkSql.HOLD_TOGETHER)) {
            return ListSql.query(session, BulkSql.HOLD_TOGETHER, filter)
                    .bind("numbers", numbers.stream().map(String::valueOf).collect(Collectors.joining(",", "[", "]")))
                    .mapTo(Long.class)
                    .list();
        }
        List<Long> meant = new ArrayList<>();
        for (long number : numbers) {
            ListSql.query(session, BulkSql.HOLD_ONE, filter)
                    .bind("number", number)
                    .mapTo(Long.class)
                    .findFirst()
                    .ifPresent(meant::add);
        }
        return meant;
    }

    private static int move(Session session, List<Long> numbers, JobMove move, Instant now) throws SQLException {
        if (move instanceof JobMove.Cancel) {
            return SqlAdmin.cancel(session, numbers, now)
                    + size(SqlAdmin.each(session, AdminSql.REQUEST_CANCEL, numbers, now));
        }
        if (move instanceof JobMove.Requeue requeue) {
            List<Long> requeued = SqlAdmin.requeue(session, numbers, now);
            if (!requeue.edit().equals(JobEdit.NOTHING)) {
                SqlAdmin.edit(session, requeued, requeue.edit());
            }
            return size(requeued);
        }
        if (move instanceof JobMove.Edit edit) {
            return size(SqlAdmin.edit(session, numbers, edit.edit()));
        }
        return SqlAdmin.delete(session, numbers, now);
    }

    private static int size(List<Long> moved) {
        return moved.size();
    }
}
