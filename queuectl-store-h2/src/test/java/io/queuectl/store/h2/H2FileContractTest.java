package io.queuectl.store.h2;

import io.queuectl.testkit.store.JobStoreContract;
import io.queuectl.testkit.store.StoreFixture;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** The store contract, on a file each. */
class H2FileContractTest extends JobStoreContract {

    @TempDir
    Path folder;

    @Override
    protected StoreFixture fixture() {
        return () -> H2Store.open(folder.resolve("jobs"));
    }
}
