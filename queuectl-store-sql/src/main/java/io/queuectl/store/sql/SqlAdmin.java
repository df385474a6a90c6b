package io.queuectl.store.sql;

import io.queuectl.api.JobId;
import io.queuectl.api.JobState;
import io.queuectl.api.JobView;
import io.queuectl.api.Limits;
import io.queuectl.core.spi.AdminAnswer;
import io.queuectl.core.spi.JobAdmin;
import io.queuectl.core.spi.JobEdit;
import io.queuectl.core.spi.JobRecord;
import io.queuectl.core.spi.Restored;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jdbi.v3.core.statement.Update;
import org.jspecify.annotations.Nullable;

/** The operator's moves. Each is one transaction; each statement names the states it may leave. */
final class SqlAdmin implements JobAdmin {

    private final Writers writers;
    private final Readers readers;
    private final SqlDatabase database;

    SqlAdmin(Writers writers, Readers readers, SqlDatabase database) {
        this.writers = writers;
        this.readers = readers;
        this.database = database;
    }

    @Override
    public AdminAnswer cancel(JobId id, Instant now) {
        return move("cancel", id, (session, job) -> {
            boolean held = job.state() == JobState.PROCESSING;
            List<Long> number = List.of(job.number());
            int rows =
                    held ? each(session, AdminSql.REQUEST_CANCEL, number, now).size() : cancel(session, number, now);
            return held && rows == 1 ? AdminAnswer.requested() : answer(job, rows);
        });
    }

    @Override
    public AdminAnswer requeue(JobId id, Instant now) {
        return move(
                "requeue",
                id,
                (session, job) ->
                        answer(job, requeue(session, List.of(job.number()), now).size()));
    }

    @Override
    public AdminAnswer edit(JobId id, JobEdit edit) {
        return move(
                "edit",
                id,
                (session, job) ->
                        answer(job, edit(session, List.of(job.number()), edit).size()));
    }

    private static <S extends SqlStatement<S>> S bind(S update, JobEdit edit) {
        Limits limits = edit.limits() == null ? Limits.UNSET : edit.limits();
        return update.bind("queue", edit.queue() == null ? null : edit.queue().text())
                .bind("priority", edit.priority())
                .bind("runAt", edit.runAt() == null ? null : (Long) edit.runAt().toEpochMilli())
                .bind("newLimits", edit.limits() == null ? 0 : 1)
                .bind("maxAttempts", limits.maxAttempts())
                .bind("backoff", limits.backoff())
                .bind(
                        "timeout",
                        limits.timeout() == null
                                ? null
                                : (Long) limits.timeout().toMillis());
    }

    @Override
    public AdminAnswer delete(JobId id) {
        return move(
                "delete",
                id,
                (session, job) -> answer(
                        job,
                        delete(session, List.of(job.number()), database.clock().instant())));
    }

    /** Those that wait are over, and whoever waits for them is let go of. Answers how many those were. */
    static int cancel(Session session, List<Long> numbers, Instant now) throws SQLException {
        List<Long> cancelled = each(session, AdminSql.CANCEL_WAITING, numbers, now);
        Release.of(session, now)
                .apply(cancelled.stream()
                        .map(number -> new Release.End(number, JobState.CANCELLED))
                        .toList());
        return cancelled.size();
    }

    /** Those that are over or failed are pending again, or wait once more. Answers which those were. */
    static List<Long> requeue(Session session, List<Long> numbers, Instant now) throws SQLException {
        List<Long> requeued = each(session, AdminSql.REQUEUE, numbers, now);
        for (long number : requeued) {
            AfterStep.again(session, now, number);
            new GroupStep(session).again(number);
        }
        return requeued;
    }

    /** Those that nobody holds are gone, and whoever waits for them is let go of first. Answers how many those were. */
    static int delete(Session session, List<Long> numbers, Instant now) throws SQLException {
        int deleted = deletePlain(session, numbers);
        if (deleted < numbers.size()) {
            for (long number : left(session, numbers)) {
                deleted += deleteFollowed(session, number, now);
            }
        }
        return deleted;
    }

    private static List<Long> left(Session session, List<Long> numbers) {
        if (!session.has(AdminSql.LEFT_TOGETHER)) {
            return numbers;
        }
        return session.handle()
                .createQuery(session.sql(AdminSql.LEFT_TOGETHER))
                .bind("numbers", together(numbers))
                .mapTo(Long.class)
                .list();
    }

    private static String together(List<Long> numbers) {
        return numbers.stream().map(String::valueOf).collect(Collectors.joining(",", "{", "}"));
    }

    /** A parent that completed let go of its children then. */
    private static int deleteFollowed(Session session, long number, Instant now) throws SQLException {
        hold(session, number);
        JobState state = InsertStep.stateOf(session, JobKey.number(number)).orElse(JobState.PROCESSING);
        if (state == JobState.PROCESSING) {
            return 0;
        }
        if (state != JobState.COMPLETED) {
            Release.of(session, now).apply(List.of(Release.End.deleted(number)));
        }
        if (session.has(AdminSql.UNTALLY_FOLLOWED)) {
            each(session, AdminSql.UNTALLY_FOLLOWED, List.of(number), batch -> {});
        }
        return each(session, AdminSql.DELETE_FOLLOWED, List.of(number), batch -> {})
                .size();
    }

    private static int deletePlain(Session session, List<Long> numbers) {
        if (session.has(AdminSql.DELETE_TOGETHER)) {
            return session.handle()
                    .createUpdate(session.sql(AdminSql.DELETE_TOGETHER))
                    .bind("numbers", together(numbers))
                    .execute();
        }
        if (session.has(AdminSql.UNTALLY)) {
            each(session, AdminSql.UNTALLY, numbers, batch -> {});
        }
        return each(session, AdminSql.DELETE, numbers, batch -> {}).size();
    }

    /** Changes those that wait, and answers which did. */
    static List<Long> edit(Session session, List<Long> numbers, JobEdit edit) throws SQLException {
        List<Long> changed = each(session, AdminSql.EDIT, numbers, batch -> bind(batch, edit));
        if (edit.payload() != null) {
            for (long number : changed) {
                Payloads.replace(session, number, edit.payload());
            }
        }
        return changed;
    }

    /** One of the statements that say when. Answers the numbers of the jobs that it changed. */
    static List<Long> each(Session session, AdminSql sql, List<Long> numbers, Instant now) {
        return each(session, sql, numbers, batch -> {
            if (sql != AdminSql.REQUEST_CANCEL) {
                batch.bind("now", now.toEpochMilli());
            }
        });
    }

    private static List<Long> each(Session session, AdminSql sql, List<Long> numbers, Consumer<PreparedBatch> others) {
        try (PreparedBatch batch = session.handle().prepareBatch(session.sql(sql))) {
            for (Long number : numbers) {
                others.accept(batch);
                batch.bind("number", number).add();
            }
            int[] rows = batch.execute();
            return IntStream.range(0, rows.length)
                    .filter(i -> rows[i] > 0)
                    .mapToObj(numbers::get)
                    .toList();
        }
    }

    @Override
    public List<Restored> restore(List<JobRecord> jobs) {
        if (jobs.isEmpty()) {
            return List.of();
        }
        Instant now = database.clock().instant();
        return writers.write("restore jobs", session -> {
            List<Restored> restored = new RestoreStep(session, now).apply(jobs);
            MoveNote.leave(session, now, "bring in", "jobs of another database", jobs.size());
            return restored;
        });
    }

    /** Without Jdbi: a command that only enqueues reads its settings here, and loading Jdbi takes longer than all it does. */
    @Override
    public Map<String, String> settings() {
        return readers.read("read the settings", session -> {
            Map<String, String> settings = new LinkedHashMap<>();
            try (ResultSet row = session.hot(AdminSql.SETTINGS).executeQuery()) {
                while (row.next()) {
                    settings.put(row.getString(1), row.getString(2));
                }
            }
            return settings;
        });
    }

    @Override
    public void putSetting(String key, @Nullable String value) {
        writers.write("set " + key, session -> {
            Update update = session.handle()
                    .createUpdate(session.sql(value == null ? AdminSql.REMOVE_SETTING : AdminSql.PUT_SETTING))
                    .bind("key", key);
            MoveNote.leave(session, database.clock().instant(), value == null ? "unset" : "set", key, 1);
            return (value == null ? update : update.bind("value", value)).execute();
        });
    }

    private AdminAnswer move(String verb, JobId id, Move move) {
        AdminAnswer answer = writers.write(verb + " job " + id, session -> {
            Optional<JobView> held = held(session, id);
            AdminAnswer given = held.isPresent() ? move.on(session, held.get()) : AdminAnswer.NOT_FOUND;
            boolean moved = given.kind() == AdminAnswer.Kind.DONE || given.kind() == AdminAnswer.Kind.REQUESTED;
            MoveNote.leave(session, database.clock().instant(), verb, "job " + id, moved ? 1 : 0);
            return given;
        });
        database.brought();
        return answer;
    }

    /** The job as it stays until the transaction ends, whatever workers do meanwhile. */
    private static Optional<JobView> held(Session session, JobId id) {
        Optional<JobView> found = SqlQueries.find(session, id);
        return found.isPresent() && hold(session, found.get().number()) ? SqlQueries.find(session, id) : found;
    }

    /** Answers whether the job may have changed since it was looked at. */
    private static boolean hold(Session session, long number) {
        if (!session.has(AdminSql.HOLD)) {
            return false;
        }
        session.handle()
                .createQuery(session.sql(AdminSql.HOLD))
                .bind("number", number)
                .mapTo(Long.class)
                .findFirst();
        return true;
    }

    private static AdminAnswer answer(JobView job, int rows) {
        return rows == 1 ? AdminAnswer.done(job.state()) : AdminAnswer.wrongState(job.state());
    }

    /** What to do to a job that was found. */
    @FunctionalInterface
    private interface Move {
        AdminAnswer on(Session session, JobView job) throws SQLException;
    }
}
