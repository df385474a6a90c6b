package io.queuectl.store.sqlite;

import io.queuectl.api.QueueName;
import io.queuectl.core.spi.Batch;
import io.queuectl.core.spi.Claim;
import io.queuectl.core.spi.ClaimRequest;
import io.queuectl.core.spi.JobStore;
import io.queuectl.core.spi.NodeInfo;
import io.queuectl.core.spi.PriorityOrder;
import io.queuectl.testkit.JobDraft;
import io.queuectl.testkit.JobFixtures;
import io.queuectl.testkit.SteppingClock;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** What the tests of this store do again and again: jobs in, claims out, and SQL past the store. */
final class TestDatabase {

    static final Instant NOW = SteppingClock.START;

    private static final AtomicLong TOKENS = new AtomicLong(1);

    private final JobFixtures fixtures = new JobFixtures();

    JobDraft job() {
        return fixtures.job();
    }

    void insert(JobStore store, JobDraft... jobs) {
        store.exchange(
                Batch.of(NOW).insert(Arrays.stream(jobs).map(JobDraft::build).toList()));
    }

    NodeInfo join(JobStore store) {
        NodeInfo node = fixtures.node().build();
        store.nodes().join(node, NOW);
        return node;
    }

    static ClaimRequest wish(NodeInfo node, int limit) {
        return new ClaimRequest(
                node.epoch(), QueueName.DEFAULT, limit, 1, PriorityOrder.HIGHEST_FIRST, TOKENS.getAndAdd(limit + 1L));
    }

    static List<Claim> claim(JobStore store, NodeInfo node, int limit) {
        return store.exchange(Batch.of(NOW).claim(List.of(wish(node, limit))))
                .claims()
                .get(0)
                .claims();
    }

    static List<String> ids(List<Claim> claims) {
        return claims.stream().map(claim -> claim.id().text()).toList();
    }

    /** Runs statements on a connection of their own, as a person in a shell would. */
    static void run(Path file, String... statements) throws SQLException {
        try (Connection connection = connect(file);
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.executeUpdate(sql);
            }
        }
    }

    static List<String> column(Path file, String query) throws SQLException {
        try (Connection connection = connect(file)) {
            return column(connection, query);
        }
    }

    static List<String> column(Connection connection, String query) throws SQLException {
        List<String> values = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                values.add(rows.getString(rows.getMetaData().getColumnCount()));
            }
        }
        return values;
    }

    static Connection connect(Path file) throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite:" + file);
    }
}
