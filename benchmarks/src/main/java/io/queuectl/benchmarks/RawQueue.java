package io.queuectl.benchmarks;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/** One connection that does a queue's work with {@link RawSql} and nothing else. For one thread. */
public final class RawQueue implements AutoCloseable {

    /** Is told of what was claimed. */
    public interface Worker {
        void work(String payload) throws SQLException;

        /** Whether to claim more. */
        default boolean goesOn() {
            return true;
        }
    }

    private final Connection connection;
    private final RawSql sql;
    private final PreparedStatement insert;
    private final PreparedStatement claim;
    private final PreparedStatement take;
    private final PreparedStatement finish;

    /** Runs on from a random start, so that no two connections meet and the index grows at one end. */
    private long submission = ThreadLocalRandom.current().nextLong(1, Long.MAX_VALUE / 2);

    private RawQueue(Connection connection, RawSql sql) throws SQLException {
        this.connection = connection;
        this.sql = sql;
        this.insert = connection.prepareStatement(sql.insert());
        this.claim = connection.prepareStatement(sql.claim());
        this.take = connection.prepareStatement(sql.take() == null ? sql.claim() : sql.take());
        this.finish = connection.prepareStatement(sql.finish());
    }

    /** In an empty database. */
    public static RawQueue create(Connection connection, RawSql sql) throws SQLException {
        for (String statement : sql.session()) {
            execute(connection, statement);
        }
        for (String statement : sql.schema()) {
            execute(connection, statement);
        }
        return new RawQueue(connection, sql);
    }

    /** Where {@link #create} was before. */
    public static RawQueue join(Connection connection, RawSql sql) throws SQLException {
        for (String statement : sql.session()) {
            execute(connection, statement);
        }
        return new RawQueue(connection, sql);
    }

    /** Inserts one job in a commit of its own. */
    public void insert(String payload) throws SQLException {
        set(System.currentTimeMillis(), payload);
        insert.executeUpdate();
    }

    /** Inserts them in one commit. */
    public void insert(List<String> payloads) throws SQLException {
        connection.setAutoCommit(false);
        if (sql.bulk() == null) {
            insertBatch(payloads);
        } else {
            insertArrays(sql.bulk(), payloads);
        }
        connection.commit();
        connection.setAutoCommit(true);
    }

    private void insertBatch(List<String> payloads) throws SQLException {
        long now = System.currentTimeMillis();
        for (String payload : payloads) {
            set(now, payload);
            insert.addBatch();
        }
        insert.executeBatch();
    }

    private void set(long now, String payload) throws SQLException {
        insert.setLong(1, now);
        insert.setString(2, payload);
        if (sql.numbered()) {
            insert.setLong(3, submission++);
        }
    }

    private void insertArrays(String bulk, List<String> payloads) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(bulk)) {
            statement.setLong(1, System.currentTimeMillis());
            statement.setArray(2, connection.createArrayOf("text", payloads.toArray()));
            if (sql.numbered()) {
                Object[] numbers = new Object[payloads.size()];
                for (int i = 0; i < numbers.length; i++) {
                    numbers[i] = submission++;
                }
                statement.setArray(3, connection.createArrayOf("bigint", numbers));
            }
            statement.executeUpdate();
        }
    }

    /** Claims and finishes everything, {@code k} jobs a commit, each commit with the next claim in it; answers how many. */
    int drain(int k) throws SQLException {
        return drain(k, payload -> {});
    }

    /** The same, and each job is worked on between its claim and its finish. */
    public int drain(int k, Worker worker) throws SQLException {
        connection.setAutoCommit(false);
        long[] ids = new long[k];
        int held = 0;
        int done = 0;
        do {
            done += held == 0 ? 0 : sql.bulk() == null ? finishEach(ids, held) : finishSet(ids, held);
            held = worker.goesOn() ? claim(ids, worker) : 0;
            if (sql.take() != null && held > 0) {
                require(takeEach(ids, held), held);
            }
            connection.commit();
        } while (held > 0);
        connection.setAutoCommit(true);
        return done;
    }

    private int claim(long[] ids, Worker worker) throws SQLException {
        claim.setLong(1, System.currentTimeMillis());
        claim.setInt(2, ids.length);
        int count = 0;
        try (ResultSet rows = claim.executeQuery()) {
            while (rows.next()) {
                ids[count++] = rows.getLong(1);
                worker.work(rows.getString(2));
            }
        }
        return count;
    }

    private int takeEach(long[] ids, int count) throws SQLException {
        for (int i = 0; i < count; i++) {
            take.setLong(1, ids[i]);
            take.addBatch();
        }
        return sum(take.executeBatch());
    }

    private int finishEach(long[] ids, int count) throws SQLException {
        for (int i = 0; i < count; i++) {
            finish.setLong(1, System.currentTimeMillis());
            finish.setLong(2, ids[i]);
            finish.addBatch();
        }
        return require(sum(finish.executeBatch()), count);
    }

    private int finishSet(long[] ids, int count) throws SQLException {
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

    /** How many jobs are in that state: 0 waiting, 1 claimed, 2 finished. */
    public long count(int state) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT COUNT(*) FROM job WHERE state = " + state)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    static void execute(Connection connection, String text) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(text);
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
