package io.queuectl.store.postgres;

import io.queuectl.testkit.store.JobStoreContract;
import io.queuectl.testkit.store.StoreFixture;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The store contract on PostgreSQL. */
@Execution(ExecutionMode.CONCURRENT)
class PostgresContractTest extends JobStoreContract {

    @Override
    protected StoreFixture fixture() {
        return new PostgresFixture();
    }
}
