package io.queuectl.store.sql;

import io.queuectl.api.Counters;
import io.queuectl.api.JobId;
import io.queuectl.api.JobType;
import io.queuectl.api.Limits;
import io.queuectl.api.Payload;
import io.queuectl.api.QueueName;
import io.queuectl.api.Start;
import io.queuectl.api.Tags;
import io.queuectl.api.Token;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the columns of {@link Columns} from one result, row by row, into legal values. A value that no version of queuectl
 * wrote becomes the nearest legal one and makes the row unsound. Used by one thread.
 */
final class RowReader {

    private static final Pattern KIND = Pattern.compile(JobType.PATTERN);

    private static final long LATEST = Start.LATEST.toEpochMilli();

    private final ResultSet row;
    private boolean sound = true;

    /** Consecutive rows mostly share queue and kind: they are checked once. */
    private QueueName queue = QueueName.DEFAULT;

    private @Nullable String kind;

    RowReader(ResultSet row) {
        this.row = row;
    }

    boolean next() throws SQLException {
        sound = true;
        return row.next();
    }

    /** Whether the row of {@link Columns#DUE} is that of a job nobody asked anything special of and nobody touched yet. */
    boolean isPlain() throws SQLException {
        return row.getLong(22) == 1;
    }

    /** After the columns of a claim that was taken at once, the same in each row; see {@link ExchangeSql#CLAIM_DOWN}. */
    @Nullable
    Instant nextDue() throws SQLException {
        return optionalTime(22);
    }

    /** See {@link #nextDue}. */
    boolean isNodeKnown() throws SQLException {
        return row.getBoolean(23);
    }

    /** Whether everything read of this row so far was legal. */
    boolean isSound() {
        return sound;
    }

    void unsound() {
        sound = false;
    }

    long number() throws SQLException {
        return row.getLong(1);
    }

    JobId id() throws SQLException {
        String name = row.getString(2);
        if (name != null) {
            try {
                return JobId.of(name);
            } catch (IllegalArgumentException e) {
                sound = false;
            }
        }
        return numberAsId();
    }

    /** The id of a row without a name. */
    JobId numberAsId() throws SQLException {
        return JobId.of(Long.toString(Math.max(number(), 0)));
    }

    String kind() throws SQLException {
        String text = row.getString(3);
        if (!text.equals(kind)) {
            if (!KIND.matcher(text).matches()) {
                sound = false;
                return text;
            }
            kind = text;
        }
        return text;
    }

    QueueName queue() throws SQLException {
        String text = row.getString(4);
        if (!text.equals(queue.text())) {
            try {
                queue = QueueName.of(text);
            } catch (IllegalArgumentException e) {
                sound = false;
                return QueueName.DEFAULT;
            }
        }
        return queue;
    }

    int priority() throws SQLException {
        return integer(5, Integer.MIN_VALUE);
    }

    /** {@code NULL} where the bytes are missing or too many. */
    Payload payload() throws SQLException {
        byte[] bytes = row.getBytes(6);
        if (bytes == null) {
            sound = false;
            return Payload.EMPTY;
        }
        return Payload.of(bytes);
    }

    Limits limits() throws SQLException {
        Long attempts = optional(7);
        String backoff = row.getString(8);
        Long timeout = optional(9);
        if (attempts == null && backoff == null && timeout == null) {
            return Limits.UNSET;
        }
        try {
            return new Limits(
                    attempts == null ? null : Math.toIntExact(attempts),
                    backoff,
                    timeout == null ? null : Duration.ofMillis(timeout));
        } catch (IllegalArgumentException | ArithmeticException e) {
            sound = false;
            return Limits.UNSET;
        }
    }

    Counters counters() throws SQLException {
        return new Counters(integer(10, 0), integer(11, 0), integer(12, 0));
    }

    Instant time(int column) throws SQLException {
        long millis = row.getLong(column);
        long legal = Math.max(0, Math.min(LATEST, millis));
        sound &= legal == millis;
        return Instant.ofEpochMilli(legal);
    }

    @Nullable
    Instant optionalTime(int column) throws SQLException {
        return optional(column) == null ? null : time(column);
    }

    boolean flag(int column) throws SQLException {
        return row.getLong(column) != 0;
    }

    int ordinal() throws SQLException {
        return integer(16, 0);
    }

    @Nullable
    Token token() throws SQLException {
        long epoch = row.getLong(17);
        long number = row.getLong(18);
        if (epoch != 0 && number > 0) {
            return new Token(epoch, number);
        }
        sound &= epoch == 0 && number == 0;
        return null;
    }

    @Nullable
    String text(int column) throws SQLException {
        return row.getString(column);
    }

    Tags tags() throws SQLException {
        String text = row.getString(21);
        if (text == null) {
            return Tags.NONE;
        }
        try {
            return Tags.ofText(text);
        } catch (IllegalArgumentException e) {
            sound = false;
            return Tags.NONE;
        }
    }

    private int integer(int column, int least) throws SQLException {
        long value = row.getLong(column);
        int legal = (int) Math.max(least, Math.min(Integer.MAX_VALUE, value));
        sound &= legal == value;
        return legal;
    }

    private @Nullable Long optional(int column) throws SQLException {
        long value = row.getLong(column);
        return value == 0 && row.wasNull() ? null : value;
    }
}
