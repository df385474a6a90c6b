package io.queuectl.store.postgres;

import io.queuectl.testkit.store.FaultyStoreContract;
import io.queuectl.testkit.store.StoreFixture;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** PostgreSQL behind a store whose calls fail before, fail after with the reply lost, or are slow. */
@Execution(ExecutionMode.CONCURRENT)
class PostgresFaultyContractTest extends FaultyStoreContract {

    @Override
    protected StoreFixture fixture() {
        return new PostgresFixture();
    }
}
