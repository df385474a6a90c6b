package io.queuectl.store.postgres;

import io.queuectl.testkit.postgres.PostgresServer;
import io.queuectl.testkit.postgres.PostgresServer.Stop;
import io.queuectl.testkit.postgres.TestPostgres;
import java.time.Duration;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** The server stops in every way and comes back, under load. */
class ServerRestartTest {

    private static final int ROUNDS = LoadRig.STRESS ? 5 : 1;

    @Test
    void theServerIsStoppedAndCrashesAndComesBack() {
        try (PostgresServer server = TestPostgres.server();
                LoadRig rig = new LoadRig(Duration.ofSeconds(10))) {
            DataSource source = server.address().dataSource();
            rig.two(() -> PostgresStore.open(source));
            rig.awaitProgress(20);
            for (int round = 0; round < ROUNDS; round++) {
                for (Stop how : Stop.values()) {
                    server.restart(how);
                    rig.awaitRecovery();
                    rig.awaitProgress(50);
                }
            }
            rig.end(
                    "restart test: %d restarts".formatted(ROUNDS * Stop.values().length),
                    () -> PostgresStore.open(source));
        }
    }
}
