package io.queuectl.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.queuectl.testkit.postgres.Address;
import io.queuectl.testkit.postgres.Cut;
import io.queuectl.testkit.postgres.PostgresServer;
import io.queuectl.testkit.postgres.TcpProxy;
import io.queuectl.testkit.postgres.TestPostgres;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * Connections to PostgreSQL break before, at and after a commit, and all at once, and the server stops, crashes and is killed, while workers and producers of the built
 * command line use it: nothing acknowledged is lost, nothing runs twice unexplained, and work goes on within seconds.
 */
@Isolated("measures how long something takes")
@ExtendWith(Figures.class)
final class CutIT {

    private static final int CUTS = Integer.getInteger("chaos.cuts", 4);
    private static final int RESTARTS = Integer.getInteger("chaos.restarts", 1);
    private static final Duration LEASE = Duration.ofSeconds(10);

    /** What is promised of a machine that has nothing else to do, and what of one where a whole build runs beside. */
    private static final Duration RECOVERY = Duration.ofSeconds(Boolean.getBoolean("chaos.full") ? 5 : 20);

    private final List<Long> recoveries = new ArrayList<>();

    @Test
    void cutConnectionsLoseNothing(Figures.Table figures) throws Exception {
        try (Cluster cluster = Cluster.on(Place.POSTGRES, "cuts")) {
            Address server = TestPostgres.address();
            try (TcpProxy proxy = TcpProxy.to(server)) {
                String port = ":" + proxy.address(server).port() + "/";
                cluster.with(
                        "QUEUECTL_DB",
                        cluster.location().replace(":" + server.port() + "/", port) + "&sslmode=disable");
                SplittableRandom dice = cluster.dice("cuts");
                harm(cluster, figures, "cut connections", CUTS, number -> cut(proxy, dice, number));
            }
        }
    }

    @Test
    void aServerThatRestartsLosesNothing(Figures.Table figures) throws Exception {
        PostgresServer.Stop[] hows = PostgresServer.Stop.values();
        try (PostgresServer server = TestPostgres.server();
                Cluster cluster = Cluster.on(server.address(), "restarts")) {
            harm(cluster, figures, "restarts", RESTARTS, number -> server.restart(hows[number % hows.length]));
        }
    }

    private interface Harm {
        void make(int number) throws Exception;
    }

    private static void cut(TcpProxy proxy, SplittableRandom dice, int number) throws InterruptedException {
        Cut.Point[] points = Cut.Point.values();
        if (number % (points.length + 1) == points.length) {
            proxy.cutAll();
        } else {
            Cut cut = proxy.cutAt(
                    statement -> statement.equals("COMMIT") || statement.startsWith("WITH given"),
                    points[number % (points.length + 1)],
                    dice.nextInt(3));
            assertThat(cut.await(Duration.ofSeconds(60))).isTrue();
        }
    }

    private void harm(Cluster cluster, Figures.Table figures, String name, int times, Harm harm) throws Exception {
        Workload workload = new Workload(cluster.dice("jobs"), 0.02, 0.1);
        Workers workers = new Workers(cluster, 2, "-n", "3", "--lease", LEASE.toSeconds() + "s", "--quiet");
        try (Producers producers = Producers.start(cluster, workload::draft, 40)) {
            Patience.require(() -> "work", () -> cluster.told().starts() > 10);
            for (int number = 0; number < times; number++) {
                long since = Notebook.micros();
                harm.make(number);
                awaitWork(cluster);
                workers.all().forEach(worker -> cluster.notebook().troubled(worker.name(), since));
            }
            producers.end();
        }
        cluster.notebook().healed();
        cluster.awaitQuiet(Duration.ofMinutes(2));
        workers.end();
        Account account = Account.of(cluster, new Account.Terms(LEASE, 3));
        recoveries.sort(null);
        figures.add(
                name,
                cluster,
                "%d of them; %d jobs acknowledged; %d attempts lost, %d second runs; work again after %d ms (median), %d ms (longest); %d faults"
                        .formatted(
                                times,
                                account.acknowledged(),
                                account.lost(),
                                account.secondRuns(),
                                recoveries.get(recoveries.size() / 2),
                                recoveries.get(recoveries.size() - 1),
                                account.faults().size()));
        assertThat(account.faults()).as("seed %d", cluster.seed()).isEmpty();
        assertThat(recoveries).allSatisfy(millis -> assertThat(millis).isLessThanOrEqualTo(RECOVERY.toMillis()));
    }

    /** Waits for the start of a job by whichever worker. */
    private void awaitWork(Cluster cluster) {
        long since = Notebook.micros();
        Patience.require(
                () -> "work after the harm, of " + recoveries.size() + " before:\n" + cluster.lastWords(),
                () -> cluster.told().runs().stream().anyMatch(run -> run.started() > since));
        recoveries.add((Notebook.micros() - since) / 1_000);
    }
}
