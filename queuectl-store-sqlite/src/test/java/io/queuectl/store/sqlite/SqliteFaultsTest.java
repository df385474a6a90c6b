package io.queuectl.store.sqlite;

import io.queuectl.testkit.store.FaultyStoreContract;
import io.queuectl.testkit.store.StoreFixture;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** SQLite loses nothing and doubles nothing through faults. */
class SqliteFaultsTest extends FaultyStoreContract {

    @TempDir
    Path folder;

    @Override
    protected StoreFixture fixture() {
        return () -> SqliteStore.open(folder.resolve("jobs.db"));
    }
}
