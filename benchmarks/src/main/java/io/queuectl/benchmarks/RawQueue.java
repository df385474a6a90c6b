package io.queuectl.benchmarks;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** One connection that does a queue's work with {@link RawSql} and nothing else. For one thread. */
final class RawQueue implements AutoCloseable {

    private final Connection connection;
    private final RawSql sql;
    private final PreparedStatement insert;

    private RawQueue(Connection connection, RawSql sql) throws SQLException {
        this.connection = connection;
        this.sql = sql;
        this.insert = connection.prepareStatement(RawSql.INSERT);
    }

    /** In an empty database. */
    static RawQueue create(Connection connection, RawSql sql) throws SQLException {
        for (String statement : sql.session()) {
            execute(connection, statement);
        }
        for (String statement : sql.schema()) {
            execute(connection, statement);
        }
        return new RawQueue(connection, sql);
    }

    /** Where {@link #create} was before. */
    static RawQueue join(Connection connection, RawSql sql) throws SQLException {
        for (String statement : sql.session()) {
            execute(connection, statement);
        }
        return new RawQueue(connection, sql);
    }

    /** Inserts one job in a commit of its own. */
    void insert(String payload) throws SQLException {
        insert.setLong(1, System.currentTimeMillis());
        insert.setString(2, payload);
        insert.executeUpdate();
    }

    /** Inserts that many in one commit. */
    void insert(int jobs, String payload) throws SQLException {
        connection.setAutoCommit(false);
        long now = System.currentTimeMillis();
        for (int i = 0; i < jobs; i++) {
            insert.setLong(1, now);
            insert.setString(2, payload);
            insert.addBatch();
        }
        insert.executeBatch();
        connection.commit();
        connection.setAutoCommit(true);
    }

    /** Claims and finishes everything, {@code k} jobs a commit, each commit with the next claim in it; answers how many. */
    int drain(int k) throws SQLException {
        connection.setAutoCommit(false);
        long[] ids = new long[k];
        int held = 0;
        int done = 0;
        try (PreparedStatement claim = connection.prepareStatement(sql.claim());
                PreparedStatement take = connection.prepareStatement(sql.take() == null ? sql.claim() : sql.take());
                PreparedStatement finish = connection.prepareStatement(sql.finish())) {
            do {
                done += held == 0 ? 0 : sql.sets() ? finishSet(finish, ids, held) : finishEach(finish, ids, held);
                held = claim(claim, ids);
                if (sql.take() != null && held > 0) {
                    require(takeEach(take, ids, held), held);
                }
                connection.commit();
            } while (held > 0);
        }
        connection.setAutoCommit(true);
        return done;
    }

    private static int claim(PreparedStatement claim, long[] ids) throws SQLException {
        claim.setLong(1, System.currentTimeMillis());
        claim.setInt(2, ids.length);
        int count = 0;
        try (ResultSet rows = claim.executeQuery()) {
            while (rows.next()) {
                ids[count++] = rows.getLong(1);
                rows.getString(2);
            }
        }
        return count;
    }

    private static int takeEach(PreparedStatement take, long[] ids, int count) throws SQLException {
        for (int i = 0; i < count; i++) {
            take.setLong(1, ids[i]);
            take.addBatch();
        }
        return sum(take.executeBatch());
    }

    private static int finishEach(PreparedStatement finish, long[] ids, int count) throws SQLException {
        for (int i = 0; i < count; i++) {
            finish.setLong(1, System.currentTimeMillis());
            finish.setLong(2, ids[i]);
            finish.addBatch();
        }
        return require(sum(finish.executeBatch()), count);
    }

    private int finishSet(PreparedStatement finish, long[] ids, int count) throws SQLException {
        Object[] set = new Object[count];
        for (int i = 0; i < count; i++) {
            set[i] = ids[i];
        }
        finish.setLong(1, System.currentTimeMillis());
        finish.setArray(2, connection.createArrayOf("bigint", set));
        return require(finish.executeUpdate(), count);
    }

    private static int sum(int[] counts) {
        int sum = 0;
        for (int count : counts) {
            sum += count;
        }
        return sum;
    }

    private static int require(int changed, int wanted) {
        if (changed != wanted) {
            throw new IllegalStateException(changed + " of " + wanted + " rows changed");
        }
        return changed;
    }

    /** How many jobs are in that state: 0 waiting, 2 finished. */
    long count(int state) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT COUNT(*) FROM job WHERE state = " + state)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private static void execute(Connection connection, String text) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(text);
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
