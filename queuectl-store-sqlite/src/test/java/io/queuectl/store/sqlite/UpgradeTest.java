package io.queuectl.store.sqlite;

import io.queuectl.core.spi.JobStore;
import io.queuectl.testkit.store.StoreFixture;
import io.queuectl.testkit.store.UpgradeContract;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.io.TempDir;

/** A database of schema 3, as a build of then wrote it. A new schema adds a file and a class beside this one; {@link #main} writes it. */
class UpgradeTest extends UpgradeContract {

    private static final String KEPT = "golden/schema-3.db.gz";
    private static final String LINES = "golden/schema-3.ndjson";

    @TempDir
    Path folder;

    /** Writes what is kept into a folder. */
    public static void main(String[] arguments) throws IOException {
        Path golden = Files.createDirectories(Path.of(arguments[0]));
        Path file = golden.resolve("jobs");
        try (JobStore store = SqliteStore.open(file)) {
            fill(store);
            Files.write(golden.resolve("schema-3.ndjson"), lines(store));
        }
        Path written = file;
        try (OutputStream packed = new GZIPOutputStream(Files.newOutputStream(golden.resolve("schema-3.db.gz")))) {
            Files.copy(written, packed);
        }
        Files.delete(written);
    }

    @Override
    protected StoreFixture fixture() {
        Path file = folder.resolve("jobs");
        try (InputStream kept = new GZIPInputStream(resource(KEPT))) {
            Files.copy(kept, file);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        return () -> SqliteStore.open(file);
    }

    @Override
    protected List<String> kept() {
        try (InputStream lines = resource(LINES)) {
            return new String(lines.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static InputStream resource(String name) {
        return Objects.requireNonNull(UpgradeTest.class.getClassLoader().getResourceAsStream(name), name);
    }
}
