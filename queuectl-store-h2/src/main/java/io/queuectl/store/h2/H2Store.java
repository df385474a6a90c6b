package io.queuectl.store.h2;

import io.queuectl.core.spi.Backups;
import io.queuectl.core.spi.JobStore;
import java.nio.file.Path;
import javax.sql.DataSource;

/**
 * Opens the job store in an H2 database: in a file, in memory, or in the application's own database.
 *
 * <p>A file serves one process at a time. An application that wants its jobs to share its transactions gives its own database with
 * {@link #of(DataSource)}.
 */
public final class H2Store {

    private H2Store() {}

    /** With the defaults: the file is created if it is missing, its schema brought up to date. {@code .mv.db} may be left out. */
    public static JobStore open(Path file) {
        return open(file, H2Options.DEFAULTS);
    }

    /** @throws io.queuectl.api.StoreException if it cannot be opened; then nothing was changed */
    public static JobStore open(Path file, H2Options options) {
        return new H2Opening(options).open(H2Address.file(file));
    }

    /** Backups of a file. A store of this process may be open on it. Of the options, the lock timeout counts. */
    public static Backups backups(Path file, H2Options options) {
        return new H2Backups(H2Address.file(file), options);
    }

    /** A database in memory that nobody else sees and that ends with the store. */
    public static JobStore memory() {
        return new H2Opening(H2Options.DEFAULTS).open(H2Address.ownMemory());
    }

    /** A database in memory that all stores of this process on that name share. It ends with the last of them, and with it every job. */
    public static JobStore memory(String name) {
        return new H2Opening(H2Options.DEFAULTS).open(H2Address.memory(name));
    }

    /**
     * The application's own database, where queuectl keeps to a schema of its own. A file must be opened as
     * {@code jdbc:h2:async:PATH}, for an interrupt would close it otherwise. The store holds up to six connections, five of them from its first use to its end.
     */
    public static JobStore of(DataSource source) {
        return of(source, H2Options.DEFAULTS);
    }

    /** @throws io.queuectl.api.StoreException if it cannot be used; then nothing was changed */
    public static JobStore of(DataSource source, H2Options options) {
        return new H2Opening(options).open(source);
    }
}
