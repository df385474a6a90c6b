package io.queuectl.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.queuectl.api.QueueName;
import io.queuectl.api.StoreException;
import io.queuectl.core.spi.JobStore;
import io.queuectl.testkit.postgres.Address;
import io.queuectl.testkit.postgres.Scratch;
import io.queuectl.testkit.postgres.TestPostgres;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A pool gets back every connection that it lent, also those that broke and those that the store no longer trusts. */
class PoolTest {

    private static final int SIZE = 10;
    private static final QueueName QUEUE = QueueName.of("mail");

    @Test
    void workThatFailsCostsThePoolNothing() throws SQLException {
        try (Scratch schema = TestPostgres.schema();
                HikariDataSource pool = pool(schema.address())) {
            try (JobStore store = PostgresStore.open(pool, options(schema))) {
                for (int i = 0; i < 2 * SIZE; i++) {
                    assertThatExceptionOfType(StoreException.class).isThrownBy(() -> failIn(store));
                }
                assertThat(store.queries().counts()).isEmpty();
            }
            assertThat(pool.getHikariPoolMXBean().getActiveConnections()).isZero();
        }
    }

    private static void failIn(JobStore store) {
        store.queues()
                .change(
                        QUEUE,
                        settings -> {
                            throw new IllegalStateException("a caller's");
                        },
                        store.clock().instant());
    }

    @Test
    void connectionsThatTheServerEndsCostThePoolNothing() throws SQLException {
        try (Scratch schema = TestPostgres.schema();
                AppRole role = new AppRole(schema);
                HikariDataSource pool = pool(role.address())) {
            try (LoadRig rig = new LoadRig(Duration.ofSeconds(10))) {
                rig.node(() -> PostgresStore.open(pool, options(schema)))
                        .producer(() -> PostgresStore.open(role.address().dataSource(), options(schema)));
                for (int i = 0; i < 2 * SIZE; i++) {
                    rig.awaitProgress(10);
                    schema.address()
                            .run("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = '"
                                    + role.name() + "'");
                }
                rig.awaitRecovery();
                rig.end("pool test", () -> PostgresStore.open(role.address().dataSource(), options(schema)));
            }
            assertThat(pool.getHikariPoolMXBean().getActiveConnections()).isZero();
        }
    }

    private static PostgresOptions options(Scratch schema) {
        return PostgresOptions.DEFAULTS.schema(schema.name());
    }

    private static HikariDataSource pool(Address address) {
        HikariConfig config = new HikariConfig();
        config.setDataSource(address.dataSource());
        config.setMaximumPoolSize(SIZE);
        config.setConnectionTimeout(Duration.ofSeconds(5).toMillis());
        return new HikariDataSource(config);
    }
}
