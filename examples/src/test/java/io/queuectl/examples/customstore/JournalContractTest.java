package io.queuectl.examples.customstore;

import io.queuectl.core.spi.JobStore;
import io.queuectl.testkit.store.JobStoreContract;
import io.queuectl.testkit.store.StoreFixture;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** The journal store keeps the store contract, but for jobs that wait for others. */
class JournalContractTest extends JobStoreContract {

    @TempDir
    Path folder;

    @Override
    protected StoreFixture fixture() {
        Journal journal = Journal.at(folder.resolve("jobs.journal"));
        return new StoreFixture() {
            @Override
            public JobStore open() {
                return journal.open();
            }

            @Override
            public boolean letsJobsWait() {
                return false;
            }
        };
    }
}
