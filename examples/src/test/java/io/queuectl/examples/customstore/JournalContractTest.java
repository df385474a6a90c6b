package io.queuectl.examples.customstore;

import io.queuectl.testkit.store.JobStoreContract;
import io.queuectl.testkit.store.StoreFixture;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** The journal store keeps the store contract. */
class JournalContractTest extends JobStoreContract {

    @TempDir
    Path folder;

    @Override
    protected StoreFixture fixture() {
        return Journal.at(folder.resolve("jobs.journal"))::open;
    }
}
