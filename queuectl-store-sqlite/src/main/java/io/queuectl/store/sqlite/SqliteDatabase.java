package io.queuectl.store.sqlite;

import io.queuectl.core.spi.WakeUps;
import io.queuectl.store.sql.SqlDatabase;
import io.queuectl.store.sql.SqlErrors;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** An open SQLite file as the SQL store reaches it. */
final class SqliteDatabase implements SqlDatabase {

    private final Path path;
    private final SqliteOptions options;
    private final SqliteConnections connections;
    private final String version;

    /** The connection that brought the schema up to date, for the first who wants to write. */
    private final AtomicReference<@Nullable Connection> first;

    SqliteDatabase(
            Path path,
            SqliteOptions options,
            SqliteConnections connections,
            String version,
            @Nullable Connection first) {
        this.path = path;
        this.options = options;
        this.connections = connections;
        this.version = version;
        this.first = new AtomicReference<>(first);
    }

    @Override
    public Connection openWriter() throws SQLException {
        Connection ready = first.getAndSet(null);
        return ready == null ? connections.writer() : ready;
    }

    @Override
    public Connection openReader() throws SQLException {
        return connections.reader();
    }

    @Override
    public WakeUps wakeUps() {
        Path folder = path.toAbsolutePath().getParent();
        return new DataVersionWakeUps(
                connections,
                new SqlErrors(SqliteDialect.DIALECT, location()),
                new LogSize(path),
                folder == null ? null : FolderWatch.on(folder));
    }

    @Override
    public String location() {
        return path.toString();
    }

    @Override
    public String version() {
        return version;
    }

    @Override
    public String durability() {
        return options.durability() == SqliteOptions.Durability.FULL
                ? "a commit survives a power cut (synchronous=FULL)"
                : "a commit survives a crash of the process, not of the machine (synchronous=NORMAL)";
    }

    @Override
    public void close() {
        Connection unused = first.getAndSet(null);
        if (unused != null) {
            SqliteConnections.closeQuietly(unused);
        }
    }
}
