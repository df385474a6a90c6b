package io.queuectl.store.sqlite;

import io.queuectl.api.StoreException;
import io.queuectl.api.StoreException.Reason;
import io.queuectl.core.spi.JobStore;
import io.queuectl.core.spi.StoreProvider.OpenMode;
import io.queuectl.store.sql.FileLook;
import io.queuectl.store.sql.Migrator;
import io.queuectl.store.sql.SqlErrors;
import io.queuectl.store.sql.SqlJobStore;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * One database file on its way to being open: looked at from outside, created if wanted, known as ours, its schema in place.
 *
 * <p>The file is never opened with Java's own I/O: closing such a channel drops the locks that SQLite holds in this process.
 */
final class SqliteFile {

    private final Path path;
    private final SqliteOptions options;
    private final SqlErrors errors;
    private final Migrator migrator;

    private SqliteFile(Path path, SqliteOptions options) {
        this.path = path;
        this.options = options;
        errors = new SqlErrors(SqliteDialect.DIALECT, path.toString());
        migrator = new Migrator(SqliteDialect.DIALECT, path.toString());
    }

    static JobStore open(Path path, SqliteOptions options) {
        return new SqlJobStore(SqliteDialect.DIALECT, database(path, options));
    }

    static SqliteDatabase database(Path path, SqliteOptions options) {
        return new SqliteFile(path, options).database();
    }

    /** Of the schema in that file; 0 if it has none or is not there. */
    static int schemaVersion(Path path, SqliteOptions options) {
        return new SqliteFile(path, options).schemaVersion();
    }

    private int schemaVersion() {
        if (!look()) {
            return 0;
        }
        NativeLibrary.load();
        requireOurs(true);
        try (Connection reader = SqliteConnections.forReading(path, options).reader()) {
            SqliteIdentity.of(reader).requireOurs(path);
            return migrator.version(reader);
        } catch (SQLException e) {
            throw errors.refused("read the schema version", e);
        }
    }

    /** Refuses what is no file with content. */
    static void requireThere(Path path) {
        SqliteFile file = new SqliteFile(path, SqliteOptions.DEFAULTS.readOnly());
        if (!file.look()) {
            throw file.refusal(Reason.UNAVAILABLE, "there is no such file, or nothing in it");
        }
    }

    /** Whether something is there that is not an empty file. */
    static boolean exists(Path path) {
        try {
            BasicFileAttributes found = Files.readAttributes(path, BasicFileAttributes.class);
            return !found.isRegularFile() || found.size() > 0;
        } catch (NoSuchFileException e) {
            return false;
        } catch (IOException e) {
            // Whatever keeps us from looking is told when it is opened.
            return true;
        }
    }

    private SqliteDatabase database() {
        boolean there = look();
        NativeLibrary.load();
        return options.access() == OpenMode.WRITE ? openForWriting(there) : openForReading(there);
    }

    /** Whether there is a file with content. Refuses what is no file. */
    private boolean look() {
        if (FileLook.isPlanted(path)) {
            throw refusal(Reason.PERMISSION, "it is a symbolic link in a folder that everybody may write");
        }
        try {
            BasicFileAttributes found = Files.readAttributes(path, BasicFileAttributes.class);
            if (found.isRegularFile()) {
                requireReadable();
                requireMoreThanAByte(found.size());
                return found.size() > 0;
            }
            throw refusal(Reason.UNAVAILABLE, found.isDirectory() ? "it is a folder" : "it is not a regular file");
        } catch (NoSuchFileException e) {
            return false;
        } catch (AccessDeniedException e) {
            throw refusal(Reason.PERMISSION, "permission denied");
        } catch (IOException e) {
            throw refusal(Reason.UNAVAILABLE, String.valueOf(e.getMessage()));
        }
    }

    private void requireReadable() {
        if (!Files.isReadable(path)) {
            throw refusal(Reason.PERMISSION, "the file cannot be read: check its owner and permissions");
        }
    }

    /** SQLite takes a file of one byte for an empty one, and would fill it. */
    private void requireMoreThanAByte(long size) {
        if (size == 1) {
            throw refusal(Reason.FOREIGN, "this is not a queuectl database; nothing was changed");
        }
    }

    private SqliteDatabase openForReading(boolean there) {
        SqliteConnections connections =
                there ? SqliteConnections.forReading(path, options) : SqliteConnections.empty(options);
        requireOurs(there);
        try (Connection reader = connections.reader()) {
            SqliteIdentity.of(reader).requireOurs(path);
            migrator.run(there ? readingMode() : Migrator.Mode.NONE, reader);
            return new SqliteDatabase(path, options, connections, SqliteConnections.version(reader), null);
        } catch (SQLException e) {
            throw errors.refused("open the database", e);
        }
    }

    private Migrator.Mode readingMode() {
        return options.schema() == Migrator.Mode.NONE ? Migrator.Mode.NONE : Migrator.Mode.VALIDATE;
    }

    private SqliteDatabase openForWriting(boolean there) {
        if (!there) {
            create();
        }
        requireWritable();
        requireOurs(there);
        SqliteConnections connections = SqliteConnections.forWriting(path, options);
        Connection writer = null;
        boolean done = false;
        try {
            NetworkFolder.warnOf(path);
            writer = connections.connect();
            SqliteIdentity.of(writer).requireOurs(path);
            connections.makeWriter(writer);
            migrator.run(options.schema(), writer);
            done = true;
            return new SqliteDatabase(path, options, connections, SqliteConnections.version(writer), writer);
        } catch (SQLException e) {
            throw errors.refused("open the database", e);
        } finally {
            if (!done && writer != null) {
                SqliteConnections.closeQuietly(writer);
            }
        }
    }

    /** A first look that takes no locks and leaves no file beside a database that is not ours. */
    private void requireOurs(boolean there) {
        if (!there) {
            return;
        }
        try (Connection glance = SqliteConnections.glance(path)) {
            SqliteIdentity.of(glance).requireOurs(path);
        } catch (SQLException e) {
            SqliteIdentity.requireReadable(e, errors);
        }
    }

    private void create() {
        if (options.schema() != Migrator.Mode.APPLY) {
            throw refusal(Reason.UNAVAILABLE, "there is no database, and it is not to be created");
        }
        try {
            Files.createFile(path, attributes("rw-------"));
        } catch (FileAlreadyExistsException e) {
            // An empty file, or another process was faster: both are ours to fill.
            return;
        } catch (NoSuchFileException e) {
            throw refusal(Reason.UNAVAILABLE, "its folder does not exist: create it first");
        } catch (AccessDeniedException e) {
            throw refusal(Reason.PERMISSION, "its folder cannot be written");
        } catch (IOException e) {
            throw refusal(Reason.UNAVAILABLE, String.valueOf(e.getMessage()));
        }
    }

    private FileAttribute<?>[] attributes(String mode) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode))}
                : new FileAttribute<?>[0];
    }

    private void requireWritable() {
        if (!Files.isWritable(path)) {
            throw refusal(Reason.PERMISSION, "the file cannot be written: check its owner and permissions");
        }
        Path folder = path.getParent();
        if (folder != null && !Files.isWritable(folder)) {
            throw refusal(
                    Reason.PERMISSION, "its folder cannot be written, and SQLite keeps a journal beside the file");
        }
    }

    private StoreException refusal(Reason reason, String why) {
        return StoreException.of(reason, "cannot open the database " + path + ": " + why, null);
    }
}
