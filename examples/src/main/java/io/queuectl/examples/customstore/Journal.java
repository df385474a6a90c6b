package io.queuectl.examples.customstore;

import io.queuectl.core.spi.JobStore;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * One journal file, and the stores of this process that share it: opened with the first of them and released with the last. Thread-safe.
 *
 * <p>Every commit is forced to disk before it is answered.
 */
public final class Journal {

    private final Path file;

    /** Guarded by this. */
    private @Nullable Database database;

    /** Guarded by this. */
    private int stores;

    private Journal(Path file) {
        this.file = file;
    }

    /** Nothing is opened or created yet. */
    public static Journal at(Path file) {
        return new Journal(file.toAbsolutePath());
    }

    /** @throws io.queuectl.api.StoreException if the file cannot be opened, is damaged, or another process has it */
    public synchronized JobStore open() {
        Database shared = database == null ? Database.open(file) : database;
        database = shared;
        stores++;
        return new JournalStore(shared, this::release);
    }

    private synchronized void release() {
        stores--;
        if (stores == 0 && database != null) {
            database.close();
            database = null;
        }
    }
}
