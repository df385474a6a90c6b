package io.queuectl.store.h2;

import io.queuectl.testkit.store.JobStoreContract;
import io.queuectl.testkit.store.StoreFixture;
import io.queuectl.testkit.store.TalliedFixture;
import java.nio.file.Path;
import java.sql.Connection;
import org.junit.jupiter.api.io.TempDir;

/** The store contract, on a file each. */
class H2FileContractTest extends JobStoreContract {

    @TempDir
    Path folder;

    @Override
    protected StoreFixture fixture() {
        Path file = folder.resolve("jobs");
        return new TalliedFixture(() -> H2Store.open(file), () -> {
            Connection connection = H2Address.file(file).connect();
            connection.setSchema("queuectl");
            return connection;
        });
    }
}
