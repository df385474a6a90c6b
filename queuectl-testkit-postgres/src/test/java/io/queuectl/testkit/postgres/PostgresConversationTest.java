package io.queuectl.testkit.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The driver's own commits are found and cut, however it sends them. */
class PostgresConversationTest {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private Scratch scratch;
    private TcpProxy proxy;

    @BeforeEach
    void open() throws SQLException {
        scratch = TestPostgres.schema();
        scratch.address().run("CREATE TABLE " + scratch.name() + ".t (x int)");
        proxy = TcpProxy.to(scratch.address());
    }

    @AfterEach
    void close() {
        proxy.close();
        scratch.close();
    }

    @Test
    void aCommitThatIsNeverSentNeverHappens() throws Exception {
        assertThat(rowsAfterCut(Cut.Point.UNSENT)).isEqualTo("3");
    }

    @Test
    void aCommitWhoseAnswerIsLostHasHappened() throws Exception {
        assertThat(rowsAfterCut(Cut.Point.ANSWERED)).isEqualTo("4");
    }

    @Test
    void aCommitThatIsSentHappensOrNot() throws Exception {
        assertThat(rowsAfterCut(Cut.Point.SENT)).isIn("3", "4");
    }

    /** Three transactions pass, so that the driver prepares the commit under a name; the fourth is cut. */
    private String rowsAfterCut(Cut.Point point) throws Exception {
        try (Connection connection = proxy.address(scratch.address()).connect()) {
            connection.setAutoCommit(false);
            Cut cut = proxy.cutAt("COMMIT"::equalsIgnoreCase, point, 3);
            insert(connection);
            insert(connection);
            insert(connection);
            assertThat(cut.isDone()).isFalse();
            assertThatThrownBy(() -> insert(connection))
                    .isInstanceOfSatisfying(
                            SQLException.class, e -> assertThat(e.getSQLState()).startsWith("08"));
            assertThat(cut.await(PATIENCE)).isTrue();
        }
        // A server that has not noticed yet still holds a lock on the table.
        scratch.address().run("SET lock_timeout = '10s'", "BEGIN", "LOCK TABLE " + scratch.name() + ".t", "COMMIT");
        return TestPostgresTest.answer(scratch.address(), "SELECT COUNT(*) FROM " + scratch.name() + ".t");
    }

    private void insert(Connection connection) throws SQLException {
        try (PreparedStatement insert =
                connection.prepareStatement("INSERT INTO " + scratch.name() + ".t VALUES (?)")) {
            insert.setInt(1, 7);
            insert.executeUpdate();
        }
        connection.commit();
    }

    @Test
    void aSimpleQueryIsFoundToo() throws Exception {
        Address address = proxy.address(scratch.address()).with("preferQueryMode", "simple");
        Cut cut = proxy.cutAt(sql -> sql.contains("pg_sleep"), Cut.Point.SENT);
        try (Connection connection = address.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("SELECT 1");
            assertThatThrownBy(() -> statement.execute("SELECT pg_sleep(0)")).isInstanceOf(SQLException.class);
        }
        assertThat(cut.await(PATIENCE)).isTrue();
    }
}
