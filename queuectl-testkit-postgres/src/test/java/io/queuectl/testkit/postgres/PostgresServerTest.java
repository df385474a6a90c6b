package io.queuectl.testkit.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** A server goes down in every way and comes back with what was committed; a standby follows, and takes over when told. */
class PostgresServerTest {

    @Test
    void whatWasCommittedOutlivesEveryStop() throws SQLException {
        try (PostgresServer server = TestPostgres.server(Map.of("max_connections", "17"))) {
            Address address = server.address();
            address.run("CREATE TABLE t (how text)");
            List<String> hows = new ArrayList<>();
            for (PostgresServer.Stop how : PostgresServer.Stop.values()) {
                address.run("INSERT INTO t VALUES ('" + how + "')");
                hows.add(how.name());
                server.stop(how);
                assertThatThrownBy(address::connect).isInstanceOf(SQLException.class);
                server.start();
                assertThat(TestPostgresTest.answer(address, "SELECT string_agg(how, ' ') FROM t"))
                        .isEqualTo(String.join(" ", hows));
            }
            assertThat(TestPostgresTest.answer(address, "SHOW max_connections")).isEqualTo("17");
        }
    }

    @Test
    void aServerIsAskedAloneOnWhatACrashLeft() throws SQLException {
        try (PostgresServer server = TestPostgres.server()) {
            server.address().run("CREATE TABLE t (x int)", "INSERT INTO t VALUES (7)");
            server.stop(PostgresServer.Stop.IMMEDIATE);

            String said =
                    server.ask(server.copyOf(server.data()), List.of("SELECT 'it is ' || x FROM t", "SELECT y FROM t"));

            assertThat(said).contains("automatic recovery", "it is 7", "column \"y\" does not exist");
        }
    }

    @Test
    void aStandbyFollowsAndCanBeWrittenOnlyWhenPromoted() throws SQLException {
        try (PostgresServer primary = TestPostgres.server();
                PostgresServer standby = primary.standby()) {
            primary.address().run("CREATE TABLE t (x int)", "INSERT INTO t VALUES (7)");
            await().atMost(Duration.ofSeconds(30))
                    .ignoreExceptions()
                    .until(() -> TestPostgresTest.answer(standby.address(), "SELECT x FROM t")
                            .equals("7"));
            assertThatThrownBy(() -> standby.address().run("INSERT INTO t VALUES (8)"))
                    .isInstanceOfSatisfying(
                            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("25006"));
            primary.stop(PostgresServer.Stop.FAST);
            standby.promote();
            standby.address().run("INSERT INTO t VALUES (8)");
        }
    }

    @Test
    void settingsThatNoServerTakesAreToldWithItsOwnWords() {
        assertThatThrownBy(() -> TestPostgres.server(Map.of("max_connections", "many")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("many");
    }

    /** Every account that this machine has, and programs of every origin. */
    @TestFactory
    Stream<DynamicTest> everyWayToRunOneWorks() {
        ServerRoom room = ServerRoom.open();
        List<Account> accounts = Account.usable(room.place("trial"));
        List<Installation> programs = Stream.of(Installation.embedded(room), Installation.local())
                .flatMap(Optional::stream)
                .toList();
        assertThat(accounts).isNotEmpty();
        assertThat(programs).isNotEmpty();
        return Stream.concat(
                accounts.stream().map(account -> serving(room, programs.get(0), account)),
                programs.stream().skip(1).map(others -> serving(room, others, accounts.get(0))));
    }

    private static DynamicTest serving(ServerRoom room, Installation programs, Account account) {
        return DynamicTest.dynamicTest(programs.name() + " as " + account.name(), () -> serve(room, programs, account));
    }

    private static void serve(ServerRoom room, Installation programs, Account account) throws SQLException {
        try (PostgresServer server = PostgresServer.start(room, programs, account, Map.of())) {
            assertThat(TestPostgresTest.answer(server.address(), "SHOW fsync")).isEqualTo("on");
            server.restart(PostgresServer.Stop.FAST);
            assertThat(TestPostgresTest.answer(server.address(), "SELECT 1")).isEqualTo("1");
        }
    }
}
