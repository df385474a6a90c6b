package io.queuectl.store.postgres;

import io.queuectl.core.spi.JobStore;
import io.queuectl.store.sql.SqlJobStore;
import javax.sql.DataSource;

/** Opens the job store in a schema of a PostgreSQL database, which any number of processes on any number of hosts may share. */
public final class PostgresStore {

    private PostgresStore() {}

    /** With the defaults: schema {@code queuectl}, created if it is missing and brought up to date. */
    public static JobStore open(DataSource source) {
        return open(source, PostgresOptions.DEFAULTS);
    }

    /**
     * The store keeps up to {@code lanes + 7} connections of the source for itself while it is open, and gives them back as they
     * were. It does not close the source.
     *
     * @throws io.queuectl.api.StoreException if it cannot be opened; then nothing was changed
     */
    public static JobStore open(DataSource source, PostgresOptions options) {
        PostgresDatabase database = PostgresDatabase.open(source, options, () -> {});
        return new SqlJobStore(database.dialect(), database);
    }
}
