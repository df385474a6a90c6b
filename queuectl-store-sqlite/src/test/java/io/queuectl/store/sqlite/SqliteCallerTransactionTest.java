package io.queuectl.store.sqlite;

import io.queuectl.core.spi.JobStore;
import io.queuectl.testkit.store.CallerTransactionContract;
import io.queuectl.testkit.store.SharedStoreFixture;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.UUID;
import org.junit.jupiter.api.io.TempDir;

/** Jobs that commit with the caller's own rows in one SQLite file. */
class SqliteCallerTransactionTest extends CallerTransactionContract {

    @TempDir
    Path folder;

    @Override
    protected SharedStoreFixture fixture() {
        return new InFile(folder.resolve(UUID.randomUUID() + ".db"));
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
