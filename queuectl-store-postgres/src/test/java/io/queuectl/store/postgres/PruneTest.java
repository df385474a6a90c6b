package io.queuectl.store.postgres;

import io.queuectl.testkit.store.PruneContract;
import io.queuectl.testkit.store.StoreFixture;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Tables keep their size, and what a vacuum has freed is used again. */
class PruneTest extends PruneContract {

    private final PostgresFixture fixture = new PostgresFixture();

    @Override
    protected StoreFixture fixture() {
        return fixture;
    }

    @Override
    protected long size() {
        try (Connection connection = fixture.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT pg_total_relation_size('job') + pg_total_relation_size('payload')")) {
            row.next();
            return row.getLong(1);
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    /** As autovacuum would within a minute. */
    @Override
    protected void tidy() {
        try (Connection connection = fixture.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("VACUUM job, payload");
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }
}
