package io.queuectl.store.sqlite;

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

/** A database of schema 3, as a build of then wrote it. A new schema adds a file and a class beside this one; {@link #main} writes it. */
class UpgradeTest extends UpgradeContract {

    private static final String FILE = "jobs";

    @TempDir
    Path folder;

    /** Writes what is kept into a folder. */
    public static void main(String[] arguments) throws IOException {
        Path golden = Files.createDirectories(Path.of(arguments[0]));
        Path file = golden.resolve(FILE);
        try (JobStore store = SqliteStore.open(file)) {
            keep(store, golden.resolve("schema-3.ndjson"));
        }
        try (OutputStream packed = new GZIPOutputStream(Files.newOutputStream(golden.resolve("schema-3.db.gz")))) {
            Files.copy(file, packed);
        }
        Files.delete(file);
    }

    @Override
    protected String golden() {
        return "golden/schema-3";
    }

    @Override
    protected StoreFixture fixture() {
        Path file = folder.resolve(FILE);
        try {
            Files.write(file, kept(".db.gz"));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        return () -> SqliteStore.open(file);
    }
}
