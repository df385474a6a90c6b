package io.queuectl.store.h2;

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
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** What the tests of this store do again and again: jobs in, claims out, SQL past the store, and processes beside this one. */
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

    /** Runs statements on a connection of their own, as a person in a console would. */
    static void run(Path file, String... statements) throws SQLException {
        try (Connection connection = H2Address.file(file).connect()) {
            run(connection, statements);
        }
    }

    static void run(Connection connection, String... statements) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    static List<String> column(Path file, String query) throws SQLException {
        try (Connection connection = H2Address.file(file).connect()) {
            return column(connection, query);
        }
    }

    static List<String> column(Connection connection, String query) throws SQLException {
        List<String> values = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                values.add(rows.getString(1));
            }
        }
        return values;
    }

    /** Another process that runs the main method of that class. */
    static ProcessBuilder process(Class<?> main, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
    }
}
