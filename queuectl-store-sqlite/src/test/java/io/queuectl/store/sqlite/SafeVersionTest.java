package io.queuectl.store.sqlite;

import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

/** What is shipped is no version with a known hole that concerns queues. */
class SafeVersionTest {

    /** Before, two connections that write and checkpoint could damage a database. */
    @Test
    void sqliteDoesNotDamageSharedFiles() throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite::memory:")) {
            SqliteConnections.requireVersion(SqliteConnections.version(connection));
        }
        assertThatThrownBy(() -> SqliteConnections.requireVersion("3.51.2")).hasMessageContaining("3.51.3");
        assertThatThrownBy(() -> SqliteConnections.requireVersion("3.9.9")).hasMessageContaining("3.51.3");
        assertThatNoException().isThrownBy(() -> SqliteConnections.requireVersion("3.51.3"));
    }
}
