package io.queuectl.benchmarks;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * The least SQL that could do a queue's work on SQLite: one table, one partial index, claim and finish of {@code k} jobs in one commit, WAL and
 * {@code synchronous=FULL}. No retries, leases, history or dead letters: the floor that queuectl is measured against.
 */
final class RawSqlite implements AutoCloseable {

    private final Connection connection;

    RawSqlite(Path file) throws SQLException {
        connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        execute("PRAGMA journal_mode=WAL");
        execute("PRAGMA synchronous=FULL");
        execute("CREATE TABLE job (id INTEGER PRIMARY KEY, queue TEXT NOT NULL, priority INTEGER NOT NULL,"
                + " run_at INTEGER NOT NULL, state INTEGER NOT NULL, attempts INTEGER NOT NULL, finished_at INTEGER,"
                + " payload TEXT NOT NULL)");
        execute("CREATE INDEX ready ON job (queue, priority DESC, run_at, id) WHERE state = 0");
    }

    void insert(int jobs, String payload) throws SQLException {
        execute("BEGIN IMMEDIATE");
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO job (queue, priority, run_at, state, attempts, payload) VALUES ('default', 0, ?, 0, 0, ?)")) {
            long now = System.currentTimeMillis();
            for (int i = 0; i < jobs; i++) {
                insert.setLong(1, now);
                insert.setString(2, payload);
                insert.addBatch();
            }
            insert.executeBatch();
        }
        execute("COMMIT");
    }

    /** Inserts one job in a commit of its own. */
    void insertOne(PreparedStatement insert, String payload) throws SQLException {
        execute("BEGIN IMMEDIATE");
        insert.setLong(1, System.currentTimeMillis());
        insert.setString(2, payload);
        insert.executeUpdate();
        execute("COMMIT");
    }

    PreparedStatement prepareInsert() throws SQLException {
        return connection.prepareStatement(
                "INSERT INTO job (queue, priority, run_at, state, attempts, payload) VALUES ('default', 0, ?, 0, 0, ?)");
    }

    /** Claims and finishes everything, {@code k} jobs a commit; answers how many. */
    int drain(int k) throws SQLException {
        long[] claimed = new long[k];
        int held = 0;
        int done = 0;
        try (PreparedStatement claim = connection.prepareStatement(
                        "UPDATE job SET state = 1 WHERE id IN (SELECT id FROM job INDEXED BY ready"
                                + " WHERE queue = 'default' AND state = 0 AND run_at <= ?"
                                + " ORDER BY priority DESC, run_at, id LIMIT ?) RETURNING id, payload");
                PreparedStatement finish = connection.prepareStatement(
                        "UPDATE job SET state = 2, attempts = attempts + 1, finished_at = ? WHERE id = ? AND state = 1")) {
            do {
                execute("BEGIN IMMEDIATE");
                for (int i = 0; i < held; i++) {
                    finish.setLong(1, System.currentTimeMillis());
                    finish.setLong(2, claimed[i]);
                    finish.addBatch();
                }
                finish.executeBatch();
                done += held;
                held = claim(claim, claimed);
                execute("COMMIT");
            } while (held > 0);
        }
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

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
