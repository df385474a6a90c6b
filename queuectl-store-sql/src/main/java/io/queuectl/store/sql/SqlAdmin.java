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
        return move("cancel job " + id, id, (session, job) -> {
            boolean held = job.state() == JobState.PROCESSING;
            int rows = update(session, held ? AdminSql.REQUEST_CANCEL : AdminSql.CANCEL_WAITING, job, now);
            return held && rows == 1 ? AdminAnswer.requested() : answer(job, rows);
        });
    }

    @Override
    public AdminAnswer requeue(JobId id, Instant now) {
        return move(
                "requeue job " + id, id, (session, job) -> answer(job, update(session, AdminSql.REQUEUE, job, now)));
    }

    @Override
    public AdminAnswer edit(JobId id, JobEdit edit) {
        return move(
                "edit job " + id,
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
        return move("delete job " + id, id, (session, job) -> answer(job, delete(session, List.of(job.number()))));
    }

    static int delete(Session session, List<Long> numbers) {
        if (session.has(AdminSql.DELETE_TOGETHER)) {
            return session.handle()
                    .createUpdate(session.sql(AdminSql.DELETE_TOGETHER))
                    .bind("numbers", numbers.stream().map(String::valueOf).collect(Collectors.joining(",", "{", "}")))
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
        return jobs.isEmpty()
                ? List.of()
                : writers.write("restore jobs", session -> new RestoreStep(session).apply(jobs));
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
            return (value == null ? update : update.bind("value", value)).execute();
        });
    }

    private AdminAnswer move(String attempted, JobId id, Move move) {
        AdminAnswer answer = writers.write(attempted, session -> {
            Optional<JobView> held = held(session, id);
            return held.isPresent() ? move.on(session, held.get()) : AdminAnswer.NOT_FOUND;
        });
        database.brought();
        return answer;
    }

    /** The job as it stays until the transaction ends, whatever workers do meanwhile. */
    private static Optional<JobView> held(Session session, JobId id) {
        Optional<JobView> found = SqlQueries.find(session, id);
        String hold = session.sql(AdminSql.HOLD);
        if (found.isEmpty() || hold.isEmpty()) {
            return found;
        }
        session.handle()
                .createQuery(hold)
                .bind("number", found.get().number())
                .mapTo(Long.class)
                .findFirst();
        return SqlQueries.find(session, id);
    }

    private static int update(Session session, AdminSql sql, JobView job, Instant now) {
        Update update = session.handle().createUpdate(session.sql(sql)).bind("number", job.number());
        return (sql == AdminSql.REQUEST_CANCEL ? update : update.bind("now", now.toEpochMilli())).execute();
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
