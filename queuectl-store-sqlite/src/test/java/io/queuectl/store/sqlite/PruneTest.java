package io.queuectl.store.sqlite;

import io.queuectl.testkit.store.PruneContract;
import io.queuectl.testkit.store.StoreFixture;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** A file keeps its size, and what lies free in it is used again. */
class PruneTest extends PruneContract {

    @TempDir
    Path folder;

    @Override
    protected StoreFixture fixture() {
        return () -> SqliteStore.open(file());
    }

    @Override
    protected long size() {
        return file().toFile().length();
    }

    private Path file() {
        return folder.resolve("jobs.db");
    }
}
