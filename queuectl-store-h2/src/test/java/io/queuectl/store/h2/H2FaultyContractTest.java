package io.queuectl.store.h2;

import io.queuectl.testkit.store.FaultyStoreContract;
import io.queuectl.testkit.store.StoreFixture;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** An H2 file behind a store whose calls fail before, fail after with the reply lost, or are slow. */
class H2FaultyContractTest extends FaultyStoreContract {

    @TempDir
    Path folder;

    @Override
    protected StoreFixture fixture() {
        return () -> H2Store.open(folder.resolve("jobs"));
    }
}
