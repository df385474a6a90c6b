package io.queuectl.store.postgres;

import io.queuectl.core.spi.JobStore;
import io.queuectl.testkit.postgres.Scratch;
import io.queuectl.testkit.postgres.TestPostgres;
import io.queuectl.testkit.store.StoreFixture;
import javax.sql.DataSource;

/** A schema of its own for one test, in the server that all tests share. */
final class PostgresFixture implements StoreFixture {

    private final Scratch schema = TestPostgres.schema();
    private final DataSource source = schema.address().dataSource();

    DataSource source() {
        return source;
    }

    PostgresOptions options() {
        return PostgresOptions.DEFAULTS.schema(schema.name());
    }

    @Override
    public JobStore open() {
        return PostgresStore.open(source, options());
    }

    @Override
    public void close() {
        schema.close();
    }
}
