package io.queuectl.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import io.queuectl.core.spi.JobStore;
import io.queuectl.testkit.store.CallerTransactionContract;
import io.queuectl.testkit.store.SharedStoreFixture;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.BusyHandler;

/** Jobs that commit with the caller's own rows in one SQLite file. */
class SqliteCallerTransactionTest extends CallerTransactionContract {

    @TempDir
    Path folder;

    @Override
    protected SharedStoreFixture fixture() {
        return new InFile(folder.resolve(UUID.randomUUID() + ".db"));
    }

    /** SQLite waits for a writer only in a transaction that has not read. The other one ends as soon as this one waits for it. */
    @Test
    void whoHasNotReadYetWaitsForAnotherWriter() throws SQLException {
        InFile file = new InFile(folder.resolve("waited.db"));
        try (JobStore store = file.open();
                Connection writer = file.connect();
                Connection caller = file.connect()) {
            writer.setAutoCommit(false);
            try (Statement statement = writer.createStatement()) {
                statement.execute("UPDATE setting SET text = text WHERE 1 = 0");
            }
            caller.setAutoCommit(false);
            BusyHandler.setHandler(caller, new BusyHandler() {
                @Override
                protected int callback(int times) throws SQLException {
                    writer.commit();
                    return 1;
                }
            });

            assertThat(store.insert(caller, List.of(new TestDatabase().job().build()), TestDatabase.NOW))
                    .hasSize(1);
            caller.commit();
            assertThat(store.queries().counts()).hasSize(1);
        }
    }

    private record InFile(Path file) implements SharedStoreFixture {

        @Override
        public JobStore open() {
            return SqliteStore.open(file);
        }

        @Override
        public Connection connect() throws SQLException {
            return TestDatabase.connect(file);
        }
    }
}
