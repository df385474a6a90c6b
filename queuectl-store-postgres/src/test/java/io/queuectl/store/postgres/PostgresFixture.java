package io.queuectl.store.postgres;

import io.queuectl.core.spi.JobStore;
import io.queuectl.testkit.postgres.Scratch;
import io.queuectl.testkit.postgres.TestPostgres;
import io.queuectl.testkit.store.SharedStoreFixture;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/** A schema of its own for one test, in the server that all tests share. */
final class PostgresFixture implements SharedStoreFixture {

    private final Scratch scratch;
    private final String schema;
    private final DataSource source;

    PostgresFixture() {
        this(TestPostgres.schema());
    }

    private PostgresFixture(Scratch scratch) {
        this(scratch, scratch.name());
    }

    private PostgresFixture(Scratch scratch, String schema) {
        this.scratch = scratch;
        this.schema = schema;
        source = scratch.address().dataSource();
    }

    /** In a database of its own. */
    static PostgresFixture inDatabase() {
        return new PostgresFixture(TestPostgres.database(), "public");
    }

    DataSource source() {
        return source;
    }

    PostgresOptions options() {
        return PostgresOptions.DEFAULTS.schema(schema);
    }

    @Override
    public JobStore open() {
        return PostgresStore.open(source, options());
    }

    /** The application's own tables are in the same schema, so that they go with it. */
    @Override
    public Connection connect() throws SQLException {
        Connection connection = source.getConnection();
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET search_path TO " + schema);
        }
        return connection;
    }

    @Override
    public void close() {
        scratch.close();
    }
}
