package io.queuectl.store.h2;

import io.queuectl.core.spi.JobStore;
import io.queuectl.testkit.store.StoreFixture;
import io.queuectl.testkit.store.UpgradeContract;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

/** Databases of each schema since the first that was kept, as a build of then wrote them. A new schema adds a file, which {@link #main} writes, and a class here. */
class UpgradeTest {

    private static final String FILE = "jobs.mv.db";

    /** Writes what is kept into a folder. */
    public static void main(String[] arguments) throws IOException {
        Path golden = Files.createDirectories(Path.of(arguments[0]));
        Path file = golden.resolve(FILE);
        String name;
        try (JobStore store = H2Store.open(file)) {
            name = "schema-" + store.info().schema();
            UpgradeContract.keep(store, golden.resolve(name + ".ndjson"));
        }
        try (OutputStream packed = new GZIPOutputStream(Files.newOutputStream(golden.resolve(name + ".db.gz")))) {
            Files.copy(file, packed);
        }
        Files.delete(file);
    }

    @Nested
    class FromSchema2 extends Kept {
        @Override
        protected String golden() {
            return "golden/schema-2";
        }
    }

    @Nested
    class FromSchema3 extends Kept {
        @Override
        protected String golden() {
            return "golden/schema-3";
        }
    }

    private abstract static class Kept extends UpgradeContract {

        @TempDir
        Path folder;

        @Override
        protected StoreFixture fixture() {
            Path file = folder.resolve(FILE);
            try {
                Files.write(file, kept(".db.gz"));
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
            return () -> H2Store.open(file);
        }
    }
}
