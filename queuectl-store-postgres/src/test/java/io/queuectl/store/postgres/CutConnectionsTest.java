package io.queuectl.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.queuectl.core.spi.JobStore;
import io.queuectl.testkit.postgres.Cut;
import io.queuectl.testkit.postgres.Scratch;
import io.queuectl.testkit.postgres.TcpProxy;
import io.queuectl.testkit.postgres.TestPostgres;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Connections break while applications enqueue and nodes work: nothing acknowledged is lost, nothing is done twice, nothing is stuck. */
class CutConnectionsTest {

    private static final int CUTS = LoadRig.STRESS ? 200 : 40;
    private static final Duration LEASE = Duration.ofSeconds(10);
    private static final List<Cut.Point> POINTS = List.of(Cut.Point.values());

    private final Scratch schema = TestPostgres.schema();
    private final TcpProxy proxy = TcpProxy.to(schema.address());
    private final PostgresOptions options = PostgresOptions.DEFAULTS.schema(schema.name());
    private final LoadRig rig = new LoadRig(LEASE);

    @AfterEach
    void close() {
        rig.close();
        proxy.close();
        schema.close();
    }

    @Test
    void cutsInTheMiddleOfCommitsAndOfAnythingElse() throws InterruptedException {
        long seed = Long.getLong("queuectl.seed", System.nanoTime());
        Random random = new Random(seed);
        rig.two(this::throughProxy);
        rig.awaitProgress(20);
        for (int number = 0; number < CUTS; number++) {
            cut(number % (POINTS.size() + 1), random.nextInt(6));
            rig.awaitRecovery();
        }
        rig.end(
                "cut test: %d cuts, %d connections in all (seed %d)".formatted(CUTS, proxy.accepted(), seed),
                this::straight);
    }

    private void cut(int kind, int toPass) throws InterruptedException {
        if (kind == POINTS.size()) {
            proxy.cutAll();
        } else {
            Cut cut = proxy.cutAt(CutConnectionsTest::commits, POINTS.get(kind), toPass);
            assertThat(cut.await(Duration.ofSeconds(30))).isTrue();
        }
    }

    /** Workers' transactions end with a statement of their own, an enqueue commits by itself. */
    private static boolean commits(String statement) {
        return statement.equals("COMMIT") || statement.startsWith("WITH given");
    }

    @Test
    void everyBackendIsTerminatedInTurn() throws SQLException {
        rig.two(this::throughProxy);
        rig.awaitProgress(20);
        List<Integer> backends = backends();
        assertThat(backends).hasSizeGreaterThan(8);
        try (Connection admin = schema.address().connect();
                Statement statement = admin.createStatement()) {
            for (int pid : backends) {
                statement.execute("SELECT pg_terminate_backend(" + pid + ", 10000)");
                rig.awaitRecovery();
            }
        }
        assertThat(backends()).doesNotContainAnyElementsOf(backends);
        rig.end("terminate test: %d backends terminated".formatted(backends.size()), this::straight);
    }

    /** Those that come through the proxy; others may use the server too. */
    private List<Integer> backends() throws SQLException {
        List<Integer> pids = new ArrayList<>();
        try (Connection admin = schema.address().connect();
                Statement statement = admin.createStatement();
                ResultSet rows = statement.executeQuery("SELECT pid FROM pg_stat_activity WHERE application_name = '"
                        + schema.name() + "' ORDER BY pid")) {
            while (rows.next()) {
                pids.add(rows.getInt(1));
            }
        }
        return pids;
    }

    private JobStore throughProxy() {
        return PostgresStore.open(
                proxy.address(schema.address())
                        .with("ApplicationName", schema.name())
                        .dataSource(),
                options);
    }

    private JobStore straight() {
        return PostgresStore.open(schema.address().dataSource(), options);
    }
}
