package io.queuectl.store.postgres;

import io.queuectl.testkit.store.JobStoreContract;
import io.queuectl.testkit.store.StoreFixture;

/** The store contract on PostgreSQL. */
class PostgresContractTest extends JobStoreContract {

    @Override
    protected StoreFixture fixture() {
        return new PostgresFixture();
    }
}
