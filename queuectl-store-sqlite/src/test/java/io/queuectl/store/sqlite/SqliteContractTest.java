package io.queuectl.store.sqlite;

import io.queuectl.testkit.store.JobStoreContract;
import io.queuectl.testkit.store.StoreFixture;
import io.queuectl.testkit.store.TalliedFixture;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** The store contract, on a file each. */
class SqliteContractTest extends JobStoreContract {

    @TempDir
    Path folder;

    @Override
    protected StoreFixture fixture() {
        Path file = folder.resolve("jobs.db");
        return new TalliedFixture(() -> SqliteStore.open(file), () -> TestDatabase.connect(file));
    }
}
