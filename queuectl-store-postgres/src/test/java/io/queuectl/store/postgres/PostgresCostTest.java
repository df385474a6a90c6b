package io.queuectl.store.postgres;

import io.queuectl.core.spi.JobStore;
import io.queuectl.testkit.cost.Bounds;
import io.queuectl.testkit.cost.Cost;
import io.queuectl.testkit.cost.CostContract;
import io.queuectl.testkit.cost.CostFixture;
import io.queuectl.testkit.cost.Phase;
import io.queuectl.testkit.postgres.PostgresServer;
import io.queuectl.testkit.postgres.Scratch;
import io.queuectl.testkit.postgres.TcpProxy;
import io.queuectl.testkit.postgres.TestPostgres;
import io.queuectl.testkit.postgres.Traffic;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/**
 * What a job costs on a server of its own: statements and round trips as the protocol has them, and transactions by the numbers that the server gives to those
 * that write. The bell that wakes idle nodes of other processes is left out: it rings by the clock, beside the jobs.
 */
class PostgresCostTest extends CostContract {

    private static PostgresServer server;

    @BeforeAll
    static void start() {
        server = TestPostgres.server(Map.of("autovacuum", "off"));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    /** To be lowered when the store gets better. */
    @Override
    protected Bounds bounds(Phase phase) {
        return switch (phase) {
            // One statement that commits by itself.
            case ENQUEUE -> new Bounds(1.05, 1.05, 1.001);
            // Four jobs share two of them.
            case ENQUEUE_BY_FOUR -> new Bounds(0.55, 0.55, 0.55);
            case ENQUEUE_IN_BULK -> new Bounds(0.03, 0.03, 0.002);
            // On a slow machine no two jobs end in the same millisecond, and each is completed by a statement of its
            // own.
            case DRAIN -> new Bounds(1.1, 0.1, 0.02);
            case DRAIN_WITH_FAILURES -> new Bounds(1.35, 0.4, 0.03);
        };
    }

    @Override
    protected CostFixture fixture() {
        Scratch scratch = TestPostgres.schema(server.address());
        TcpProxy proxy = TcpProxy.to(server.address());
        Traffic traffic = proxy.count(statement -> !statement.contains("pg_try_advisory_lock"));
        JobStore store = PostgresStore.open(
                proxy.address(server.address()).dataSource(), PostgresOptions.DEFAULTS.schema(scratch.name()));
        return new CostFixture() {
            @Override
            public JobStore store() {
                return store;
            }

            @Override
            public Cost spent() throws SQLException {
                return new Cost(traffic.statements(), traffic.roundTrips(), transactions());
            }

            @Override
            public void close() {
                store.close();
                proxy.close();
                scratch.close();
            }
        };
    }

    /** Those that wrote, since the server was made. */
    private static long transactions() throws SQLException {
        return number("SELECT txid_snapshot_xmax(txid_current_snapshot())");
    }

    private static long number(String query) throws SQLException {
        try (Connection connection = server.address().connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getLong(1);
        }
    }
}
