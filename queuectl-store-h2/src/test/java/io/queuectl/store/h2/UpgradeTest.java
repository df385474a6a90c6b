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
import org.junit.jupiter.api.io.TempDir;

/** A database of schema 2, as a build of then wrote it. A new schema adds a file and a class beside this one; {@link #main} writes it. */
class UpgradeTest extends UpgradeContract {

    private static final String FILE = "jobs.mv.db";

    @TempDir
    Path folder;

    /** Writes what is kept into a folder. */
    public static void main(String[] arguments) throws IOException {
        Path golden = Files.createDirectories(Path.of(arguments[0]));
        Path file = golden.resolve(FILE);
        try (JobStore store = H2Store.open(file)) {
            keep(store, golden.resolve("schema-2.ndjson"));
        }
        try (OutputStream packed = new GZIPOutputStream(Files.newOutputStream(golden.resolve("schema-2.db.gz")))) {
            Files.copy(file, packed);
        }
        Files.delete(file);
    }

    @Override
    protected String golden() {
        return "golden/schema-2";
    }

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
