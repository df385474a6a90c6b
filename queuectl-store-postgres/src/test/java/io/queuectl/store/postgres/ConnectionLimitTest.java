package io.queuectl.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.queuectl.api.StoreException;
import io.queuectl.api.StoreException.Reason;
import io.queuectl.core.spi.JobStore;
import io.queuectl.testkit.postgres.PostgresServer;
import io.queuectl.testkit.postgres.Scratch;
import io.queuectl.testkit.postgres.TestPostgres;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The server has no connection left: who has one goes on, who has none is told so, and all is well when there are some again. */
class ConnectionLimitTest {

    @Test
    void whenAllConnectionsAreTakenWorkWaitsForOne() throws SQLException {
        try (PostgresServer server = TestPostgres.server(Map.of("max_connections", "30"));
                Scratch schema = TestPostgres.schema(server.address());
                AppRole role = new AppRole(schema);
                LoadRig rig = new LoadRig(Duration.ofSeconds(10))) {
            PostgresOptions options = PostgresOptions.DEFAULTS.schema(schema.name());
            rig.node(() -> store(role, options)).producer(() -> store(role, options));
            rig.awaitProgress(50);
            List<Connection> hoard = hoard(role);
            try {
                assertThatThrownBy(() -> store(role, options))
                        .isInstanceOfSatisfying(
                                StoreException.class,
                                e -> assertThat(e.reason()).isEqualTo(Reason.UNAVAILABLE))
                        .hasMessageContaining("max_connections");
                rig.awaitProgress(50);
                role.alter("CONNECTION LIMIT 0");
                server.address()
                        .run("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = '" + role.name()
                                + "'");
                rig.awaitFailure("too many connections");
            } finally {
                for (Connection connection : hoard) {
                    connection.close();
                }
            }
            role.alter("CONNECTION LIMIT -1");
            rig.awaitRecovery();
            rig.end("connection limit test", () -> store(role, options));
        }
    }

    private static List<Connection> hoard(AppRole role) {
        List<Connection> hoard = new ArrayList<>();
        assertThatThrownBy(() -> {
                    while (true) {
                        hoard.add(role.address().connect());
                    }
                })
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("53300"));
        return hoard;
    }

    private static JobStore store(AppRole role, PostgresOptions options) {
        return PostgresStore.open(role.address().dataSource(), options);
    }
}
