package io.queuectl.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.queuectl.api.StoreException;
import io.queuectl.api.StoreException.Reason;
import io.queuectl.core.spi.JobStore;
import io.queuectl.testkit.postgres.Address;
import io.queuectl.testkit.postgres.PostgresServer;
import io.queuectl.testkit.postgres.TcpProxy;
import io.queuectl.testkit.postgres.TestPostgres;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** The address of the primary leads to its standby from one moment to the next, and the standby takes no writes until it is promoted. */
class FailoverTest {

    private static final PostgresOptions POOLED = PostgresOptions.DEFAULTS.sessions(PostgresOptions.Sessions.POOLED);

    @Test
    void workGoesOnWhenTheStandbyCanBeWritten() {
        try (PostgresServer primary = TestPostgres.server();
                PostgresServer standby = primary.standby();
                TcpProxy proxy = TcpProxy.to(primary.address());
                LoadRig rig = new LoadRig(Duration.ofSeconds(10))) {
            DataSource way = proxy.address(primary.address()).dataSource();
            rig.two(() -> PostgresStore.open(way)).producer(() -> PostgresStore.open(way, POOLED));
            rig.awaitProgress(20);
            await().atMost(Duration.ofSeconds(30)).until(() -> isFollowed(primary.address()));

            proxy.redirect(standby.address());
            primary.stop(PostgresServer.Stop.FAST);

            StoreException told = rig.awaitFailure("read-only");
            assertThat(told.reason()).isEqualTo(Reason.UNAVAILABLE);
            assertThat(told).hasMessageContaining("connect to the primary").hasMessageNotContaining("\n");
            standbyCanBeRead(standby.address().dataSource());
            standby.promote();
            rig.awaitRecovery();
            rig.awaitProgress(50);
            rig.end("failover test", () -> PostgresStore.open(standby.address().dataSource()));
        }
    }

    private static void standbyCanBeRead(DataSource standby) {
        try (JobStore reading = PostgresStore.open(standby, PostgresOptions.DEFAULTS.readOnly())) {
            assertThat(reading.queries().counts()).isNotEmpty();
        }
        PostgresOptions elsewhere = PostgresOptions.DEFAULTS.schema("elsewhere");
        assertThatThrownBy(() -> PostgresStore.open(standby, elsewhere))
                .isInstanceOfSatisfying(
                        StoreException.class, e -> assertThat(e.reason()).isEqualTo(Reason.UNAVAILABLE))
                .hasMessageContaining("read-only");
    }

    private static boolean isFollowed(Address primary) throws SQLException {
        try (Connection connection = primary.connect();
                Statement statement = connection.createStatement();
                ResultSet followers =
                        statement.executeQuery("SELECT 1 FROM pg_stat_replication WHERE state = 'streaming'")) {
            return followers.next();
        }
    }
}
