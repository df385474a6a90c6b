package io.queuectl.store.sql;

import io.queuectl.api.Counters;
import io.queuectl.api.JobId;
import io.queuectl.api.JobState;
import io.queuectl.api.JobView;
import io.queuectl.api.Limits;
import io.queuectl.api.Payload;
import io.queuectl.api.QueueName;
import io.queuectl.api.Tags;
import io.queuectl.api.Token;
import io.queuectl.core.spi.Claim;
import java.sql.SQLException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Turns rows of {@link Columns} into what the rest of queuectl knows. */
final class JobRows {

    private JobRows() {}

    /**
     * The waiting job of this row as it will be once it is taken; {@code null} if the row is unsound. Reads whatever
     * {@link #view} judges by, so that what is shown as invalid is never claimed.
     */
    static @Nullable Claim taken(RowReader row, QueueName queue, Token token, Instant now) throws SQLException {
        if (row.isPlain()) {
            return takenPlain(row, queue, token, now);
        }
        row.token();
        return claim(row, token, row.ordinal() + 1, now, null);
    }

    /** The same, with as few reads as a driver's price for each of them is worth. */
    private static @Nullable Claim takenPlain(RowReader row, QueueName queue, Token token, Instant now)
            throws SQLException {
        Claim claim = new Claim(
                row.number(),
                row.numberAsId(),
                row.kind(),
                queue,
                row.priority(),
                row.payload(),
                Limits.UNSET,
                Counters.ZERO,
                token,
                1,
                row.time(13),
                row.time(14),
                now,
                null,
                false);
        return row.isSound() ? claim : null;
    }

    /** The held job of this row; {@code null} if the row is unsound. */
    static @Nullable Claim held(RowReader row) throws SQLException {
        Token token = row.token();
        return token == null ? null : claim(row, token, row.ordinal(), row.time(19), row.text(20));
    }

    private static @Nullable Claim claim(RowReader row, Token token, int ordinal, Instant at, @Nullable String process)
            throws SQLException {
        Claim claim = new Claim(
                row.number(),
                row.id(),
                row.kind(),
                row.queue(),
                row.priority(),
                row.payload(),
                row.limits(),
                row.counters(),
                token,
                ordinal,
                row.time(13),
                row.time(14),
                at,
                process,
                row.flag(15),
                row.tags());
        return row.isSound() ? claim : null;
    }

    /** The job of this row; {@link JobState#INVALID} with the nearest legal values if the row is unsound. */
    static JobView view(RowReader row) throws SQLException {
        JobId id = row.id();
        String kind = row.kind();
        QueueName queue = row.queue();
        Payload payload = row.payload();
        int priority = row.priority();
        Counters counters = row.counters();
        Limits limits = row.limits();
        Instant createdAt = row.time(13);
        Instant runAt = row.time(14);
        row.ordinal();
        Token token = row.token();
        Instant claimedAt = row.optionalTime(19);
        Instant startedAt = row.optionalTime(23);
        Instant finishedAt = row.optionalTime(24);
        boolean cancelRequested = row.flag(15);
        Tags tags = row.tags();
        JobState written = JobState.ofText(String.valueOf(row.text(22)));
        boolean held = written == JobState.PROCESSING;
        if (held && (token == null || claimedAt == null)) {
            row.unsound();
        }
        return new JobView(
                id,
                row.number(),
                kind,
                queue,
                payload,
                row.isSound() ? written : JobState.INVALID,
                priority,
                counters,
                limits,
                createdAt,
                runAt,
                held ? claimedAt : startedAt,
                finishedAt,
                row.text(25),
                token,
                cancelRequested,
                tags);
    }
}
