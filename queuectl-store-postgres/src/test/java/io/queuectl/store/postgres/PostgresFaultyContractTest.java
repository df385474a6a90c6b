package io.queuectl.store.postgres;

import io.queuectl.testkit.store.FaultyStoreContract;
import io.queuectl.testkit.store.StoreFixture;

/** PostgreSQL behind a store whose calls fail before, fail after with the reply lost, or are slow. */
class PostgresFaultyContractTest extends FaultyStoreContract {

    @Override
    protected StoreFixture fixture() {
        return new PostgresFixture();
    }
}
