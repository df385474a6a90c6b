package io.queuectl.store.h2;

import io.queuectl.testkit.store.HandEditedRowContract;
import io.queuectl.testkit.store.StoreFixture;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.io.TempDir;

/** Rows of an H2 file that a person edited past the checks. */
class HandEditedRowTest extends HandEditedRowContract {

    @TempDir
    Path folder;

    @Override
    protected StoreFixture fixture() {
        return () -> H2Store.open(file());
    }

    @Override
    protected void edit(String sql) throws SQLException {
        TestDatabase.run(
                file(),
                "SET SCHEMA \"queuectl\"",
                "ALTER TABLE job DROP CONSTRAINT IF EXISTS job_state",
                "ALTER TABLE job DROP CONSTRAINT IF EXISTS job_counters",
                sql);
    }

    private Path file() {
        return folder.resolve("jobs");
    }
}
