package io.queuectl.store.sqlite;

import io.queuectl.testkit.store.StoreFixture;
import io.queuectl.testkit.store.StreamContract;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** Very many jobs into a file. */
class StreamTest extends StreamContract {

    @TempDir
    Path folder;

    @Override
    protected StoreFixture fixture() {
        return () -> SqliteStore.open(folder.resolve("jobs.db"));
    }

    @Override
    protected int usually() {
        return 200_000;
    }
}
