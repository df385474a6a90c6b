package io.queuectl.store.sql;

import io.queuectl.api.Extras;
import io.queuectl.api.Group;
import io.queuectl.api.JobId;
import io.queuectl.api.JobRequest;
import io.queuectl.api.Limits;
import io.queuectl.api.Payload;
import io.queuectl.api.QueueName;
import io.queuectl.api.Start;
import io.queuectl.api.Tags;
import io.queuectl.api.Unique;
import io.queuectl.api.schedule.MissedRuns;
import io.queuectl.api.schedule.Overlap;
import io.queuectl.api.schedule.Schedule;
import io.queuectl.api.schedule.ScheduleSpec;
import io.queuectl.api.schedule.ScheduleView;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jspecify.annotations.Nullable;

/** Schedules to and from the columns of {@link ScheduleSql}. */
final class ScheduleRows {

    private ScheduleRows() {}

    static <T extends SqlStatement<T>> T bind(T statement, Schedule schedule, @Nullable Instant next) {
        JobRequest job = schedule.job();
        Limits limits = job.limits();
        return bind(statement, job.extras())
                .bind("name", schedule.name())
                .bind("spec", schedule.spec().text())
                .bind("missed", schedule.missed().text())
                .bind("overlap", schedule.overlap().text())
                .bind("jitter", schedule.jitter().toMillis())
                .bind("kind", job.kind())
                .bind("queue", job.queue().text())
                .bind("priority", job.priority())
                .bind("maxAttempts", limits.maxAttempts())
                .bind("backoff", limits.backoff())
                .bind("timeout", Binding.millis(limits.timeout()))
                .bind("payload", job.payload().bytes())
                .bind("next", millis(next));
    }

    private static <T extends SqlStatement<T>> T bind(T statement, Extras extras) {
        Unique unique = extras.unique();
        Group group = extras.group();
        return statement
                .bind("tags", extras.tags().isEmpty() ? null : extras.tags().text())
                .bind("uniqueKey", unique == null ? null : unique.key())
                .bind("uniqueScope", unique == null ? null : text(unique.scope()))
                .bind("uniqueWindow", unique == null ? null : Binding.millis(unique.window()))
                .bind("uniqueConflict", unique == null ? null : text(unique.conflict()))
                .bind("groupKey", group == null ? null : group.key())
                .bind("groupRunning", group == null ? null : (Integer) group.atMost());
    }

    private static String text(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    static @Nullable Long millis(@Nullable Instant instant) {
        return instant == null ? null : (Long) instant.toEpochMilli();
    }

    static ScheduleView view(ResultSet row) throws SQLException {
        return new ScheduleView(
                schedule(row),
                row.getLong(13) != 0,
                time(row, 14),
                time(row, 15),
                job(row.getString(16)),
                row.getLong(17));
    }

    /** What a person at the database, or another version, wrote there may be no schedule: then it never fires here, and is listed all the same. */
    private static Schedule schedule(ResultSet row) throws SQLException {
        String spec = row.getString(2);
        try {
            return new Schedule(
                    row.getString(1),
                    ScheduleSpec.parse(spec),
                    request(row),
                    MissedRuns.ofText(row.getString(3)).orElseThrow(() -> new IllegalArgumentException("missed runs")),
                    Overlap.ofText(row.getString(4)).orElseThrow(() -> new IllegalArgumentException("overlap")),
                    Duration.ofMillis(row.getLong(5)));
        } catch (IllegalArgumentException | ArithmeticException unreadable) {
            return ScheduleView.unreadable(row.getString(1), spec, row.getString(6));
        }
    }

    private static JobRequest request(ResultSet row) throws SQLException {
        Long attempts = number(row, 9);
        Long timeout = number(row, 11);
        Limits limits = new Limits(
                attempts == null ? null : Math.toIntExact(attempts),
                row.getString(10),
                timeout == null ? null : Duration.ofMillis(timeout));
        return new JobRequest(
                row.getString(6),
                Payload.of(row.getBytes(12)),
                null,
                QueueName.of(row.getString(7)),
                Math.toIntExact(row.getLong(8)),
                Start.NOW,
                limits,
                extras(row));
    }

    private static Extras extras(ResultSet row) throws SQLException {
        String tags = row.getString(18);
        String key = row.getString(19);
        String group = row.getString(23);
        return Extras.NONE
                .withTags(tags == null ? Tags.NONE : Tags.ofText(tags))
                .withUnique(key == null ? null : unique(key, row))
                .withGroup(group == null ? null : new Group(group, Math.toIntExact(row.getLong(24))));
    }

    private static Unique unique(String key, ResultSet row) throws SQLException {
        Long window = number(row, 21);
        return new Unique(
                key,
                constant(Unique.Scope.class, row.getString(20)),
                window == null ? null : Duration.ofMillis(window),
                constant(Unique.Conflict.class, row.getString(22)));
    }

    /** @throws IllegalArgumentException if it is none */
    private static <E extends Enum<E>> E constant(Class<E> type, @Nullable String text) {
        return Enum.valueOf(type, text == null ? "" : text.toUpperCase(Locale.ROOT));
    }

    private static @Nullable Instant time(ResultSet row, int column) throws SQLException {
        Long millis = number(row, column);
        return millis == null ? null : Instant.ofEpochMilli(Math.max(0, Math.min(Start.LATEST.toEpochMilli(), millis)));
    }

    private static @Nullable Long number(ResultSet row, int column) throws SQLException {
        long value = row.getLong(column);
        return value == 0 && row.wasNull() ? null : value;
    }

    private static @Nullable JobId job(@Nullable String text) {
        try {
            return text == null ? null : JobId.of(text);
        } catch (IllegalArgumentException unreadable) {
            return null;
        }
    }
}
