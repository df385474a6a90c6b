package io.queuectl.store.sql;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;

/** The numbers that the new jobs of one batch get, one after the other, each larger than those before. */
final class Numbers {

    private final Session session;
    private final Deque<Long> upcoming = new ArrayDeque<>();
    private int wanted;
    private long last;

    /** @param wanted how many will be asked for */
    Numbers(Session session, int wanted) {
        this.session = session;
        this.wanted = wanted;
    }

    long next() throws SQLException {
        last = first();
        upcoming.remove();
        wanted--;
        return last;
    }

    /** A caller chose that number: whatever comes is larger, so that no two jobs of a batch meet. */
    void pass(long chosen) throws SQLException {
        if (chosen < first()) {
            return;
        }
        long excess = chosen - upcoming.getLast();
        if (excess > 0 && isSequence()) {
            PreparedStatement raise = session.hot(ExchangeSql.RAISE_NUMBERS);
            raise.setLong(1, excess);
            raise.execute();
        }
        upcoming.removeIf(number -> number <= chosen);
        last = chosen;
    }

    private long first() throws SQLException {
        if (upcoming.isEmpty()) {
            if (last == 0 || isSequence()) {
                draw();
            } else {
                upcoming.add(last + 1);
            }
        }
        return upcoming.element();
    }

    /** Whether several writers draw from a sequence, rather than one counting on. */
    private boolean isSequence() {
        return session.has(ExchangeSql.RAISE_NUMBERS);
    }

    private void draw() throws SQLException {
        PreparedStatement select = session.hot(ExchangeSql.NEXT_NUMBERS);
        select.setInt(1, Math.max(1, wanted));
        try (ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                upcoming.add(rows.getLong(1));
            }
        }
    }
}
