package io.queuectl.store.postgres;

import io.queuectl.testkit.store.CallerTransactionContract;
import io.queuectl.testkit.store.SharedStoreFixture;

/** Jobs that commit with the caller's own rows in PostgreSQL. */
class PostgresCallerTransactionTest extends CallerTransactionContract {

    @Override
    protected SharedStoreFixture fixture() {
        return new PostgresFixture();
    }

    @Override
    protected SharedStoreFixture elsewhere() {
        return PostgresFixture.inDatabase();
    }
}
