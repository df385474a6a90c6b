package io.queuectl.testkit.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.opentest4j.TestAbortedException;

/** What tests share, what each has of its own, and what happens where there is no server. */
class TestPostgresTest {

    private static final Servers NOWHERE = servers(Map.of("QUEUECTL_TEST_PG_SOURCE", "none"));

    @Test
    void theSharedServerSyncsAsAServerShould() throws SQLException {
        assertThat(answer(TestPostgres.address(), "SHOW fsync")).isEqualTo("on");
        assertThat(answer(TestPostgres.address(), "SHOW synchronous_commit")).isEqualTo("on");
        assertThat(Integer.parseInt(answer(TestPostgres.address(), "SHOW server_version_num")))
                .isGreaterThanOrEqualTo(140_000);
    }

    @Test
    void everybodySharesOneServer() {
        assertThat(TestPostgres.address()).isEqualTo(TestPostgres.address());
    }

    @Test
    void aDatabaseOfOnesOwnIsGoneAtItsCloseWhoeverIsConnected() throws SQLException {
        String question = "SELECT COUNT(*) FROM pg_database WHERE datname = '%s'";
        Scratch scratch = TestPostgres.database();
        try (Connection left = scratch.address().connect()) {
            assertThat(answer(scratch.address(), "SELECT current_database()")).isEqualTo(scratch.name());
            scratch.close();
            assertThat(left.isValid(5)).isFalse();
        }
        assertThat(answer(TestPostgres.address(), question.formatted(scratch.name())))
                .isEqualTo("0");
    }

    @Test
    void aSchemaOfOnesOwnIsGoneAtItsClose() throws SQLException {
        String question = "SELECT COUNT(*) FROM pg_namespace WHERE nspname = '%s'";
        Scratch scratch = TestPostgres.schema();
        scratch.address().run("CREATE TABLE %s.t (x int)".formatted(scratch.name()));
        assertThat(answer(scratch.address(), question.formatted(scratch.name())))
                .isEqualTo("1");
        scratch.close();
        assertThat(answer(scratch.address(), question.formatted(scratch.name())))
                .isEqualTo("0");
    }

    @Test
    void whereThereIsNoServerTestsAreSkippedWithTheRemedies() {
        for (int time = 1; time <= 2; time++) {
            assertThatThrownBy(NOWHERE::shared)
                    .isInstanceOf(TestAbortedException.class)
                    .hasMessageContainingAll("QUEUECTL_TEST_PG_URL", "initdb", "PATH", "Linux");
        }
    }

    @Test
    void whereThereIsNoServerTestsFailInContinuousIntegration() {
        Servers servers = servers(Map.of("QUEUECTL_TEST_PG_SOURCE", "none", "CI", "true"));

        assertThatThrownBy(servers::shared)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("QUEUECTL_TEST_PG_URL");
    }

    @Test
    void theServerThatTheEnvironmentNamesGoesFirst() throws SQLException {
        String url = TestPostgres.address().urlWithPassword();

        Address named = servers(Map.of("QUEUECTL_TEST_PG_URL", url, "QUEUECTL_TEST_PG_SOURCE", "none"))
                .shared();

        assertThat(named).isEqualTo(TestPostgres.address());
        assertThat(answer(named, "SELECT 1")).isEqualTo("1");
    }

    private static Servers servers(Map<String, String> environment) {
        return new Servers(ServerRoom.open(), environment::get);
    }

    static String answer(Address address, String query) throws SQLException {
        try (Connection connection = address.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getString(1);
        }
    }
}
