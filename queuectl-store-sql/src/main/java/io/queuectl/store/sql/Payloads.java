package io.queuectl.store.sql;

import io.queuectl.api.Payload;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Where a job's bytes are: few of them in its row, so that it is written by one statement; many apart, so that no change of state rewrites them. */
final class Payloads {

    /** The most that a row carries. */
    static final int IN_ROW = 128;

    private Payloads() {}

    static boolean isInRow(Payload payload) {
        return payload.size() <= IN_ROW;
    }

    /** {@code null} where they are apart. */
    static byte @Nullable [] inRow(Payload payload) {
        return isInRow(payload) ? payload.bytes() : null;
    }

    static void replace(Session session, long number, Payload payload) throws SQLException {
        PreparedStatement update = session.hot(AdminSql.REPLACE_PAYLOAD);
        update.setBytes(1, inRow(payload));
        update.setLong(2, number);
        update.executeUpdate();
        PreparedStatement drop = session.hot(AdminSql.DROP_PAYLOAD_APART);
        drop.setLong(1, number);
        drop.executeUpdate();
        if (!isInRow(payload)) {
            PreparedStatement insert = session.hot(ExchangeSql.INSERT_PAYLOAD);
            addApart(insert, number, payload);
            insert.executeBatch();
        }
    }

    /** One row of a batch of {@link ExchangeSql#INSERT_PAYLOAD}. */
    static void addApart(PreparedStatement insert, long number, Payload payload) throws SQLException {
        insert.setLong(1, number);
        insert.setBytes(2, payload.bytes());
        insert.addBatch();
    }
}
