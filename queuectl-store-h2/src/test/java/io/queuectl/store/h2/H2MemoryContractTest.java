package io.queuectl.store.h2;

import io.queuectl.core.spi.JobStore;
import io.queuectl.testkit.store.JobStoreContract;
import io.queuectl.testkit.store.StoreFixture;
import java.util.UUID;

/** The store contract, on databases in memory. */
class H2MemoryContractTest extends JobStoreContract {

    @Override
    protected StoreFixture fixture() {
        return new NamedMemory(UUID.randomUUID().toString());
    }

    /** Keeps a store of its own open, so that the data outlives those of the test. */
    private static final class NamedMemory implements StoreFixture {

        private final String name;
        private final JobStore keeper;

        NamedMemory(String name) {
            this.name = name;
            keeper = H2Store.memory(name);
        }

        @Override
        public JobStore open() {
            return H2Store.memory(name);
        }

        @Override
        public void close() {
            keeper.close();
        }
    }
}
