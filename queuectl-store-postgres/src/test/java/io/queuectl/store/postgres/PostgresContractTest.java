package io.queuectl.store.postgres;

import io.queuectl.testkit.store.JobStoreContract;
import io.queuectl.testkit.store.StoreFixture;
import io.queuectl.testkit.store.TalliedFixture;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The store contract on PostgreSQL. */
@Execution(ExecutionMode.CONCURRENT)
class PostgresContractTest extends JobStoreContract {

    @Override
    protected StoreFixture fixture() {
        PostgresFixture fixture = new PostgresFixture();
        return new TalliedFixture(fixture, fixture::connect);
    }
}
