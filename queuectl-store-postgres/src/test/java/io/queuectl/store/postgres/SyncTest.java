package io.queuectl.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.queuectl.core.spi.JobStore;
import io.queuectl.testkit.cost.Phase;
import io.queuectl.testkit.cost.WastefulStore;
import io.queuectl.testkit.postgres.PostgresServer;
import io.queuectl.testkit.postgres.Scratch;
import io.queuectl.testkit.postgres.TestPostgres;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * How often a job makes the server sync its log, as the server counts it: no more often than it may, and, where a call has returned, no less often
 * than durability wants. On a server of its own.
 */
class SyncTest {

    /** The last version that counts them for all processes at once. */
    private static final int LAST_WITHOUT_KINDS = 17;

    private static PostgresServer server;

    @BeforeAll
    static void start() {
        server = TestPostgres.server(Map.of("autovacuum", "off"));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void eachEnqueueSyncsOnce() throws Exception {
        assertThat(syncsOfAJob(Phase.ENQUEUE, store -> store)).isBetween(1.0, 1.05);
    }

    @Test
    void aBulkAndADrainSyncAsOftenAsTheyCommit() throws Exception {
        assertThat(syncsOfAJob(Phase.ENQUEUE_IN_BULK, store -> store)).isBetween(0.001, 0.02);
        assertThat(syncsOfAJob(Phase.DRAIN, store -> store)).isBetween(0.001, 0.03);
    }

    @Test
    void aStoreThatWastesIsFoundOut() throws Exception {
        assertThat(syncsOfAJob(Phase.ENQUEUE, WastefulStore::on)).isGreaterThan(1.05);
        assertThat(syncsOfAJob(Phase.DRAIN, WastefulStore::on)).isGreaterThan(0.03);
    }

    /** A session tells what it did when it ends: so the store is opened for the phase and closed after it. */
    private static double syncsOfAJob(Phase phase, UnaryOperator<JobStore> defect) throws Exception {
        try (Scratch scratch = TestPostgres.schema(server.address())) {
            try (JobStore store = open(scratch)) {
                phase.prepare(store);
            }
            long before = syncs();
            try (JobStore store = open(scratch)) {
                phase.run(defect.apply(store));
            }
            return (double) (syncs() - before) / phase.jobs();
        }
    }

    private static JobStore open(Scratch scratch) {
        return PostgresStore.open(scratch.address().dataSource(), PostgresOptions.DEFAULTS.schema(scratch.name()));
    }

    private static long syncs() throws SQLException {
        Awaitility.await()
                .until(() ->
                        number("SELECT COUNT(*) FROM pg_stat_activity WHERE backend_type = 'client backend'") == 1);
        long version = number("SELECT current_setting('server_version_num')::int / 10000");
        return number(
                version <= LAST_WITHOUT_KINDS
                        ? "SELECT wal_sync FROM pg_stat_wal"
                        : "SELECT SUM(fsyncs) FROM pg_stat_io WHERE object = 'wal' AND backend_type = 'client backend'");
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
