package io.queuectl.store.sql;

import io.queuectl.api.Token;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How the hot statements take what they share. */
final class Binding {

    private Binding() {}

    static void millis(PreparedStatement statement, int index, @Nullable Instant instant) throws SQLException {
        if (instant == null) {
            statement.setNull(index, Types.BIGINT);
        } else {
            statement.setLong(index, instant.toEpochMilli());
        }
    }

    static void integer(PreparedStatement statement, int index, @Nullable Integer value) throws SQLException {
        if (value == null) {
            statement.setNull(index, Types.INTEGER);
        } else {
            statement.setInt(index, value);
        }
    }

    static void duration(PreparedStatement statement, int index, @Nullable Duration duration) throws SQLException {
        Long millis = millis(duration);
        if (millis == null) {
            statement.setNull(index, Types.BIGINT);
        } else {
            statement.setLong(index, millis);
        }
    }

    /** At least one, because none means no limit. */
    static @Nullable Long millis(@Nullable Duration duration) {
        return duration == null ? null : Math.max(1, duration.toMillis());
    }

    /** Number, epoch and number of the token, from that index on. */
    static void token(PreparedStatement statement, int index, long number, Token token) throws SQLException {
        statement.setLong(index, number);
        statement.setLong(index + 1, token.epoch());
        statement.setLong(index + 2, token.number());
    }
}
