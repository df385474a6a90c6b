package io.queuectl.store.sqlite;

import io.queuectl.core.spi.Backups;
import io.queuectl.core.spi.Chronicle;
import io.queuectl.core.spi.Examination;
import io.queuectl.core.spi.JobStore;
import io.queuectl.core.spi.SchemaStep;
import io.queuectl.core.spi.ScratchDatabase;
import io.queuectl.core.spi.StoreProvider;
import io.queuectl.store.sql.Migrator;
import io.queuectl.store.sql.ScratchFolder;
import io.queuectl.store.sql.SqlChronicle;
import io.queuectl.store.sql.SqlExamination;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Opens SQLite files by path or by {@code jdbc:sqlite:PATH}. */
public final class SqliteStoreProvider implements StoreProvider {

    private static final String SCHEME = "jdbc:sqlite:";

    /** At least two letters, so that a drive of Windows is none. */
    private static final Pattern ANY_SCHEME = Pattern.compile("(?s)[A-Za-z][A-Za-z0-9+.-]+:.*");

    @Override
    public String locationForm() {
        return "PATH or jdbc:sqlite:PATH";
    }

    @Override
    public boolean accepts(String location) {
        return isOurs(location) || !ANY_SCHEME.matcher(location).matches();
    }

    @Override
    public boolean exists(String location) {
        return SqliteFile.exists(path(location));
    }

    @Override
    public JobStore open(String location, OpenMode mode, Duration busyTimeout) {
        return SqliteStore.open(path(location), options(mode, busyTimeout));
    }

    private static SqliteOptions options(OpenMode mode, Duration busyTimeout) {
        SqliteOptions options = SqliteOptions.DEFAULTS.busyTimeout(busyTimeout);
        return mode == OpenMode.READ ? options.readOnly() : options;
    }

    @Override
    public List<SchemaStep> schemaSteps(String location) {
        return Migrator.scripts(SqliteDialect.DIALECT);
    }

    @Override
    public int schemaVersion(String location, Duration busyTimeout) {
        return SqliteFile.schemaVersion(
                path(location), SqliteOptions.DEFAULTS.busyTimeout(busyTimeout).readOnly());
    }

    @Override
    public ScratchDatabase scratch(String location, Duration busyTimeout) {
        SqliteOptions options = SqliteOptions.DEFAULTS.busyTimeout(busyTimeout);
        return ScratchFolder.beside(
                path(location),
                ScratchDatabase.Kind.SYNCED_FILES,
                folder -> SqliteStore.open(folder.resolve("queue.db"), options));
    }

    @Override
    public Backups backups(String location, Duration busyTimeout) {
        return SqliteStore.backups(path(location), SqliteOptions.DEFAULTS.busyTimeout(busyTimeout));
    }

    @Override
    public Examination examine(String location, OpenMode mode, Duration busyTimeout) {
        Path file = path(location);
        SqliteDatabase database = SqliteFile.database(file, options(mode, busyTimeout));
        return new SqlExamination(SqliteDialect.DIALECT, database, connection -> SqliteLook.at(file, connection));
    }

    @Override
    public Chronicle chronicle(String location, Duration busyTimeout) {
        return new SqlChronicle(
                SqliteDialect.DIALECT, SqliteFile.database(path(location), options(OpenMode.READ, busyTimeout)));
    }

    private static Path path(String location) {
        return Path.of(isOurs(location) ? location.substring(SCHEME.length()) : location)
                .toAbsolutePath()
                .normalize();
    }

    private static boolean isOurs(String location) {
        return location.toLowerCase(Locale.ROOT).startsWith(SCHEME);
    }
}
