package io.queuectl.store.sqlite;

import io.queuectl.testkit.store.HandEditedRowContract;
import io.queuectl.testkit.store.StoreFixture;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows of a SQLite file that a person edited past the checks, into numbers of any size, too. */
class HandEditedRowTest extends HandEditedRowContract {

    @TempDir
    Path folder;

    @Override
    protected StoreFixture fixture() {
        return () -> SqliteStore.open(file());
    }

    @ParameterizedTest
    @ValueSource(strings = {"claims = 99999999999", "priority = 99999999999", "max_attempts = 99999999999"})
    void isInvalidWithANumberThatIsTooLarge(String change) throws SQLException {
        edit("UPDATE job SET " + change + " WHERE name = 'edited'");

        requireInvalidAndNeverClaimed();
    }

    @ParameterizedTest
    @ValueSource(strings = {"zeroblob(1048577)", "zeroblob(50000000)"})
    void isInvalidWithAPayloadThatIsTooLarge(String bytes) throws SQLException {
        edit("UPDATE job SET payload = " + bytes + " WHERE seq = 1");

        requireInvalidAndNeverClaimed();
    }

    @Test
    void isInvalidWithAPayloadApartThatIsTooLarge() throws SQLException {
        edit("UPDATE job SET payload = NULL WHERE seq = 1");
        edit("INSERT INTO payload VALUES (1, zeroblob(1048577))");

        requireInvalidAndNeverClaimed();
    }

    @Override
    protected void edit(String sql) throws SQLException {
        TestDatabase.run(file(), "PRAGMA ignore_check_constraints = ON", sql);
    }

    private Path file() {
        return folder.resolve("queue.db");
    }
}
