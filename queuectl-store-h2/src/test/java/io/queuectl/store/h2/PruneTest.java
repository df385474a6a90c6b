package io.queuectl.store.h2;

import io.queuectl.testkit.store.PruneContract;
import io.queuectl.testkit.store.StoreFixture;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** A file is compacted when it is closed, as far as that takes a moment only. */
class PruneTest extends PruneContract {

    @TempDir
    Path folder;

    @Override
    protected StoreFixture fixture() {
        return () -> H2Store.open(folder.resolve("jobs"));
    }

    @Override
    protected long size() {
        return folder.resolve("jobs.mv.db").toFile().length();
    }
}
