package io.queuectl.store.sql;

import io.queuectl.api.Attempt;
import io.queuectl.api.AttemptEnd;
import io.queuectl.api.Failure;
import io.queuectl.api.JobId;
import io.queuectl.api.JobState;
import io.queuectl.api.JobView;
import io.queuectl.api.LogLine;
import io.queuectl.api.Parent;
import io.queuectl.api.Payload;
import io.queuectl.api.Progress;
import io.queuectl.api.QueueName;
import io.queuectl.api.Token;
import io.queuectl.core.spi.DurationStats;
import io.queuectl.core.spi.JobFilter;
import io.queuectl.core.spi.JobOutput;
import io.queuectl.core.spi.JobQueries;
import io.queuectl.core.spi.LogEntry;
import io.queuectl.core.spi.Page;
import io.queuectl.core.spi.PageRequest;
import io.queuectl.core.spi.StateCount;
import io.queuectl.core.spi.Ties;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/** The read side. Each call is one read transaction. */
final class SqlQueries implements JobQueries {

    private final Readers readers;

    SqlQueries(Readers readers) {
        this.readers = readers;
    }

    @Override
    public Optional<JobView> find(JobId id) {
        return readers.read("read job " + id, session -> find(session, id));
    }

    static Optional<JobView> find(Session session, JobId id) {
        JobKey key = JobKey.of(id);
        if (key.isNumber()) {
            return byNumber(session, key.number());
        }
        List<JobView> named = views(
                session.handle().createQuery(session.sql(QuerySql.BY_NAME)).bind("name", key.name()));
        return named.stream().findFirst().or(() -> byNumber(session, key.ambiguousNumber()));
    }

    private static Optional<JobView> byNumber(Session session, long number) {
        return views(session.handle()
                        .createQuery(session.sql(QuerySql.BY_NUMBER))
                        .bind("number", number))
                .stream()
                .findFirst();
    }

    @Override
    public Page list(JobFilter filter, PageRequest request) {
        return readers.read("list jobs", session -> {
            List<JobView> found =
                    views(ListSql.query(session, QuerySql.LIST, filter, request).bind("limit", request.limit() + 1));
            if (found.size() <= request.limit()) {
                return new Page(found, null);
            }
            List<JobView> page = found.subList(0, request.limit());
            return new Page(page, Page.Cursor.of(page.get(page.size() - 1)));
        });
    }

    @Override
    public List<StateCount> counts() {
        return readers.read("count jobs", StateCounts::read);
    }

    @Override
    public List<QueueName> waitingQueues() {
        return readers.read(
                "read the waiting queues",
                session -> waitingQueues(session).stream()
                        .flatMap(text -> queue(text).stream())
                        .sorted()
                        .distinct()
                        .toList());
    }

    private static List<String> waitingQueues(Session session) {
        List<String> queues = new ArrayList<>(session.handle()
                .createQuery(session.sql(QuerySql.LOST_QUEUES))
                .mapTo(String.class)
                .list());
        Optional<String> next = nextQueue(session, "");
        while (next.isPresent()) {
            queues.add(next.get());
            next = nextQueue(session, next.get());
        }
        return queues;
    }

    private static Optional<String> nextQueue(Session session, String after) {
        return session.handle()
                .createQuery(session.sql(QuerySql.NEXT_QUEUE))
                .bind("after", after)
                .mapTo(String.class)
                .findFirst();
    }

    @Override
    public Optional<JobView> nextScheduled(Instant now) {
        return readers.read("read the next scheduled job", session -> {
            List<JobView> next = new ArrayList<>(views(session.handle()
                    .createQuery(session.sql(QuerySql.LOST_NEXT_DUE))
                    .bind("now", now.toEpochMilli())));
            for (String queue : waitingQueues(session)) {
                addNextDue(session, queue, now, next);
            }
            return next.stream().min(Comparator.comparing(JobView::runAt).thenComparing(JobView::number));
        });
    }

    /** Priority by priority: within one, the first row after now is the next. */
    private static void addNextDue(Session session, String queue, Instant now, List<JobView> next) {
        Optional<Long> priority = nextPriority(session, queue, Integer.MAX_VALUE + 1L);
        while (priority.isPresent()) {
            next.addAll(views(session.handle()
                    .createQuery(session.sql(QuerySql.NEXT_DUE))
                    .bind("queue", queue)
                    .bind("priority", priority.get())
                    .bind("now", now.toEpochMilli())));
            priority = nextPriority(session, queue, priority.get());
        }
    }

    private static Optional<Long> nextPriority(Session session, String queue, long below) {
        return session.handle()
                .createQuery(session.sql(QuerySql.NEXT_PRIORITY))
                .bind("queue", queue)
                .bind("below", below)
                .mapTo(Long.class)
                .findFirst();
    }

    @Override
    public List<Attempt> attempts(JobId id) {
        return readers.read(
                "read the attempts of job " + id,
                session -> find(session, id)
                        .map(job -> attempts(session, job.number()))
                        .orElse(List.of()));
    }

    private static List<Attempt> attempts(Session session, long number) {
        List<Attempt> attempts = new ArrayList<>(session.handle()
                .createQuery(session.sql(QuerySql.ATTEMPTS))
                .bind("number", number)
                .map((row, context) -> ended(row))
                .list());
        attempts.addAll(session.handle()
                .createQuery(session.sql(QuerySql.LAST_ATTEMPT))
                .bind("number", number)
                .map((row, context) -> last(row))
                .list());
        return List.copyOf(attempts);
    }

    private static Attempt ended(ResultSet row) throws SQLException {
        String type = row.getString(8);
        int exit = row.getInt(10);
        Integer exitCode = row.wasNull() ? null : (Integer) exit;
        Failure failure =
                type == null ? null : new Failure(type, String.valueOf(row.getString(9)), exitCode, row.getString(11));
        return new Attempt(
                row.getInt(1),
                new Token(row.getLong(2), row.getLong(3)),
                row.getString(4),
                Instant.ofEpochMilli(row.getLong(5)),
                Instant.ofEpochMilli(row.getLong(6)),
                end(row.getString(7)),
                failure);
    }

    private static Attempt last(ResultSet row) throws SQLException {
        boolean completed = JobState.COMPLETED.text().equals(row.getString(5));
        Instant claimedAt = Instant.ofEpochMilli(row.getLong(6));
        Instant startedAt = completed ? time(row, 7) : claimedAt;
        return new Attempt(
                row.getInt(1),
                new Token(row.getLong(2), row.getLong(3)),
                row.getString(4),
                startedAt == null ? claimedAt : startedAt,
                completed ? time(row, 8) : null,
                completed ? AttemptEnd.COMPLETED : null,
                null);
    }

    private static @Nullable Instant time(ResultSet row, int column) throws SQLException {
        long millis = row.getLong(column);
        return row.wasNull() ? null : Instant.ofEpochMilli(millis);
    }

    private static @Nullable AttemptEnd end(String text) {
        for (AttemptEnd end : AttemptEnd.values()) {
            if (end.text().equals(text)) {
                return end;
            }
        }
        return null;
    }

    @Override
    public List<LogEntry> logs(JobId id, long afterPosition, int limit) {
        return readers.read(
                "read the log of job " + id,
                session -> find(session, id)
                        .map(job -> logs(session, job.number(), afterPosition, limit))
                        .orElse(List.of()));
    }

    private static List<LogEntry> logs(Session session, long number, long after, int limit) {
        return session.handle()
                .createQuery(session.sql(QuerySql.LOGS))
                .bind("number", number)
                .bind("after", after)
                .bind("limit", limit)
                .map((row, context) -> new LogEntry(
                        row.getLong(1),
                        row.getInt(2),
                        new LogLine(
                                Instant.ofEpochMilli(row.getLong(3)),
                                NoteStep.stream(row.getString(4)),
                                row.getString(5))))
                .list();
    }

    @Override
    public List<Parent> parents(JobId id) {
        return readers.read(
                "read what job " + id + " waits for",
                session -> find(session, id)
                        .map(job -> parents(session, job.number()))
                        .orElse(List.of()));
    }

    private static List<Parent> parents(Session session, long number) {
        return session.handle()
                .createQuery(session.sql(QuerySql.PARENTS))
                .bind("number", number)
                .map((row, context) -> new Parent(
                        JobKey.id(row.getLong(1), row.getString(2)),
                        JobState.ofText(row.getString(3)),
                        Release.rule(row.getString(4))))
                .list();
    }

    @Override
    public Ties ties(JobId id) {
        return readers.read(
                "read what ties job " + id + " to others",
                session -> find(session, id)
                        .map(job -> TieRows.of(session, job.number()))
                        .orElse(Ties.NONE));
    }

    @Override
    public JobOutput output(JobId id) {
        return readers.read(
                "read the output of job " + id,
                session -> find(session, id)
                        .map(job -> output(session, job.number()))
                        .orElse(JobOutput.NONE));
    }

    private static JobOutput output(Session session, long number) {
        return session.handle()
                .createQuery(session.sql(QuerySql.OUTPUT))
                .bind("number", number)
                .map((row, context) -> output(row))
                .one();
    }

    /** A hand may have written what is no progress and no result: there is none then. */
    private static JobOutput output(ResultSet row) throws SQLException {
        double fraction = row.getDouble(1);
        boolean said = !row.wasNull() && fraction >= 0 && fraction <= 1;
        Instant at = time(row, 3);
        String message = row.getString(2);
        byte[] bytes = row.getBytes(4);
        return new JobOutput(
                said && at != null && message != null ? new Progress(fraction, message, at) : null,
                bytes == null || bytes.length > Payload.MAX_BYTES ? null : Payload.of(bytes));
    }

    @Override
    public DurationStats durations() {
        return readers.read(
                "read the durations of completed jobs",
                session -> session.handle()
                        .createQuery(session.sql(QuerySql.DURATIONS))
                        .map((row, context) -> durations(row))
                        .one());
    }

    private static DurationStats durations(ResultSet row) throws SQLException {
        long completed = row.getLong(1);
        return completed == 0
                ? new DurationStats(0, null, null, null)
                : new DurationStats(
                        completed,
                        Duration.ofMillis(Math.round(row.getDouble(2))),
                        Duration.ofMillis(row.getLong(3)),
                        Duration.ofMillis(row.getLong(4)));
    }

    private static List<JobView> views(Query query) {
        return query.scanResultSet((result, context) -> {
            List<JobView> views = new ArrayList<>();
            RowReader row = new RowReader(result.get());
            while (row.next()) {
                views.add(JobRows.view(row));
            }
            return views;
        });
    }

    /** A queue name as it was written, or nothing where a hand wrote something that is none. */
    static Optional<QueueName> queue(String text) {
        try {
            return Optional.of(QueueName.of(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
