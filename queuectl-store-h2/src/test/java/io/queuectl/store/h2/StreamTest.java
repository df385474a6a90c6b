package io.queuectl.store.h2;

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
        return () -> H2Store.open(folder.resolve("jobs"));
    }
}
