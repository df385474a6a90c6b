package io.queuectl.store.sqlite;

import io.queuectl.core.spi.Backups;
import io.queuectl.core.spi.JobStore;
import java.nio.file.Path;

/** Opens the job store in a SQLite file, which any number of processes of one host may share. */
public final class SqliteStore {

    private SqliteStore() {}

    /** With the defaults: the file is created if it is missing, its schema brought up to date. */
    public static JobStore open(Path file) {
        return open(file, SqliteOptions.DEFAULTS);
    }

    /** @throws io.queuectl.api.StoreException if it cannot be opened; then nothing was changed */
    public static JobStore open(Path file, SqliteOptions options) {
        return SqliteFile.open(file.toAbsolutePath().normalize(), options);
    }

    /** Backups of a file, made while stores are open on it. Of the options, the busy timeout counts. */
    public static Backups backups(Path file, SqliteOptions options) {
        return new SqliteBackups(file.toAbsolutePath().normalize(), options);
    }
}
