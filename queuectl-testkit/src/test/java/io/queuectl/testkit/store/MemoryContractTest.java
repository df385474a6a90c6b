package io.queuectl.testkit.store;

import io.queuectl.testkit.MemoryJobStore;

/** The reference store keeps the contract. */
class MemoryContractTest extends JobStoreContract {

    @Override
    protected StoreFixture fixture() {
        MemoryJobStore data = new MemoryJobStore();
        return data::another;
    }
}
