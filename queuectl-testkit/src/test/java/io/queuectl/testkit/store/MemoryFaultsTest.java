package io.queuectl.testkit.store;

import io.queuectl.testkit.MemoryJobStore;

/** The reference store keeps the contract through faults, too. */
class MemoryFaultsTest extends FaultyStoreContract {

    @Override
    protected StoreFixture fixture() {
        MemoryJobStore data = new MemoryJobStore();
        return data::another;
    }
}
