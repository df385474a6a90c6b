package io.queuectl.store.sql;

import io.queuectl.api.QueueName;
import io.queuectl.api.QueueRate;
import io.queuectl.api.QueueSettings;
import io.queuectl.core.spi.NodePlaces;
import io.queuectl.core.spi.PermitBucket;
import io.queuectl.core.spi.QueueRow;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Rows of table {@code queue} as values, and back. What no version of queuectl wrote is read as the nearest legal value. */
final class QueueRows {

    private static final int MOST = 1_000_000;

    private QueueRows() {}

    /** Those whose name is one. */
    static List<QueueRow> all(ResultSet result) throws SQLException {
        List<QueueRow> rows = new ArrayList<>();
        while (result.next()) {
            Optional<QueueName> name = name(result.getString(1));
            if (name.isPresent()) {
                rows.add(row(name.get(), result));
            }
        }
        return rows;
    }

    static @Nullable QueueRow first(QueueName queue, ResultSet result) throws SQLException {
        return result.next() ? row(queue, result) : null;
    }

    private static QueueRow row(QueueName queue, ResultSet row) throws SQLException {
        QueueRate rate = rate(row);
        QueueSettings settings = new QueueSettings(
                queue, row.getInt(2) != 0, row.getInt(3) != 0, positive(row, 4), rate, positive(row, 10));
        return new QueueRow(settings, rate == null ? null : bucket(rate, row), NodePlaces.parse(row.getString(11)));
    }

    private static @Nullable QueueRate rate(ResultSet row) throws SQLException {
        Integer permits = positive(row, 5);
        Integer periodMillis = positive(row, 6);
        Integer burst = positive(row, 7);
        return permits == null || periodMillis == null || burst == null
                ? null
                : new QueueRate(
                        Math.min(permits, MOST),
                        Duration.ofMillis(
                                Math.min(periodMillis, Duration.ofDays(1).toMillis())),
                        Math.min(burst, MOST));
    }

    private static PermitBucket bucket(QueueRate rate, ResultSet row) throws SQLException {
        long level = row.getLong(8);
        PermitBucket full = PermitBucket.full(rate, Instant.ofEpochMilli(Math.max(0, row.getLong(9))));
        return new PermitBucket(rate, Math.max(0, Math.min(level, full.level())), full.at());
    }

    private static @Nullable Integer positive(ResultSet row, int column) throws SQLException {
        long value = row.getLong(column);
        return row.wasNull() ? null : (Integer) (int) Math.max(1, Math.min(value, Integer.MAX_VALUE));
    }

    /** A queue name as it was written, or nothing where a hand wrote something that is none. */
    static Optional<QueueName> name(String text) {
        try {
            return Optional.of(QueueName.of(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Everything but the name, in the order of {@link QueueSql#PUT}, and the name last. */
    static void bind(PreparedStatement put, QueueRow row) throws SQLException {
        QueueSettings settings = row.settings();
        QueueRate rate = settings.rate();
        put.setInt(1, settings.paused() ? 1 : 0);
        put.setInt(2, settings.draining() ? 1 : 0);
        Binding.integer(put, 3, settings.maxRunning());
        Binding.integer(put, 4, rate == null ? null : rate.permits());
        Binding.duration(put, 5, rate == null ? null : rate.period());
        Binding.integer(put, 6, rate == null ? null : rate.burst());
        level(put, 7, row.bucket());
        Binding.integer(put, 9, settings.maxWaiting());
        put.setString(10, row.places().text());
        put.setString(11, settings.queue().text());
    }

    /** What a grant changes, in the order of {@link QueueSql#TAKEN}, and the name last. */
    static void bindTaken(PreparedStatement taken, QueueRow row) throws SQLException {
        level(taken, 1, row.bucket());
        taken.setString(3, row.places().text());
        taken.setString(4, row.settings().queue().text());
    }

    private static void level(PreparedStatement statement, int index, @Nullable PermitBucket bucket)
            throws SQLException {
        if (bucket == null) {
            statement.setNull(index, Types.BIGINT);
        } else {
            statement.setLong(index, bucket.level());
        }
        Binding.millis(statement, index + 1, bucket == null ? null : bucket.at());
    }
}
