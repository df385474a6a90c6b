package io.queuectl.store.postgres;

import io.queuectl.testkit.store.StoreFixture;
import io.queuectl.testkit.store.StreamContract;

/** Very many jobs into a server. */
class StreamTest extends StreamContract {

    @Override
    protected StoreFixture fixture() {
        return new PostgresFixture();
    }
}
