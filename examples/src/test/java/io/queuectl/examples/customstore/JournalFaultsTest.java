package io.queuectl.examples.customstore;

import io.queuectl.testkit.store.FaultyStoreContract;
import io.queuectl.testkit.store.StoreFixture;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** The journal store loses nothing and doubles nothing through faults. */
class JournalFaultsTest extends FaultyStoreContract {

    @TempDir
    Path folder;

    @Override
    protected StoreFixture fixture() {
        return Journal.at(folder.resolve("jobs.journal"))::open;
    }
}
