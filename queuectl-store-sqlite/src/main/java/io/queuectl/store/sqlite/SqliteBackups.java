package io.queuectl.store.sqlite;

import io.queuectl.api.StoreException;
import io.queuectl.api.StoreException.Reason;
import io.queuectl.core.spi.Backups;
import io.queuectl.store.sql.Migrator;
import io.queuectl.store.sql.NewFile;
import io.queuectl.store.sql.SqlErrors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.Optional;

/**
 * Backups by {@code VACUUM INTO}, which copies one committed state and lets writers go on. No file that anybody has open is ever read by other means: that would drop
 * the locks SQLite holds in this process.
 */
final class SqliteBackups implements Backups {

    private final Path database;
    private final SqliteOptions options;
    private final SqlErrors errors;

    SqliteBackups(Path database, SqliteOptions options) {
        this.database = database;
        this.options = options.readOnly();
        errors = new SqlErrors(SqliteDialect.DIALECT, database.toString());
    }

    @Override
    public Backup save(Path file, Existing existing) {
        Path target = file.toAbsolutePath().normalize();
        requireFree(target, existing);
        SqliteFile.database(database, options).close();
        try (NewFile made = NewFile.beside(target)) {
            vacuum(database, made.draft(), errors);
            made.sync();
            Backup backup = check(made.draft());
            requireFree(target, existing);
            made.publish();
            return new Backup(target, backup.bytes(), backup.schema(), backup.jobs());
        }
    }

    @Override
    public Backup check(Path file) {
        Path path = file.toAbsolutePath().normalize();
        SqlErrors own = new SqlErrors(SqliteDialect.DIALECT, path.toString());
        SqliteFile.requireThere(path);
        int schema = SqliteFile.schemaVersion(path, options);
        try (Connection reader = SqliteConnections.forReading(path, options).reader()) {
            requireSound(reader, path);
            requireKnown(reader, path);
            long jobs = Long.parseLong(SqliteConnections.text(reader, "SELECT COUNT(*) FROM job"));
            return new Backup(path, Files.size(path), schema, jobs);
        } catch (SQLException e) {
            throw own.refused("read the backup", e);
        } catch (IOException e) {
            throw NewFile.refusal("read the backup " + path, e);
        }
    }

    @Override
    public Optional<Path> restore(Path file, Instant now) {
        Path backup = file.toAbsolutePath().normalize();
        requireOther(backup);
        check(backup);
        try (NewFile made = NewFile.beside(database)) {
            vacuum(backup, made.draft(), new SqlErrors(SqliteDialect.DIALECT, backup.toString()));
            made.sync();
            check(made.draft());
            Optional<Path> aside = replace(made, now);
            // Once for writing: with its log, and the schema of this build.
            SqliteFile.database(database, SqliteOptions.DEFAULTS.busyTimeout(options.busyTimeout()))
                    .close();
            return aside;
        }
    }

    private Optional<Path> replace(NewFile made, Instant now) {
        if (!SqliteFile.exists(database)) {
            made.publish();
            return Optional.empty();
        }
        Path aside = NewFile.aside(database, now);
        try (Connection alone = SqliteConnections.forWriting(
                        database, SqliteOptions.DEFAULTS.busyTimeout(options.busyTimeout()))
                .connect()) {
            SqliteIdentity.of(alone).requireOurs(database);
            holdAlone(alone);
            NewFile.keep(database, aside);
            made.publish();
        } catch (SQLException e) {
            if (errors.refused("", e).reason() != Reason.DAMAGED) {
                throw errors.refused("take the place of the database", e);
            }
            setDamagedAside(aside);
            made.publish();
        }
        return Optional.of(aside);
    }

    /** Leaving the write-ahead log takes the file for oneself alone, and leaves all that was committed in it. */
    private static void holdAlone(Connection connection) throws SQLException {
        String mode = SqliteConnections.text(connection, "PRAGMA journal_mode = DELETE");
        if (!mode.equals("delete")) {
            throw StoreException.of(Reason.BUSY, "another process has the database open: stop it first", null);
        }
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate("BEGIN EXCLUSIVE");
        }
    }

    /** Its log goes along, for it is part of it, and would be read into the one that takes its place. */
    private void setDamagedAside(Path aside) {
        for (String suffix : new String[] {"", "-wal", "-shm", "-journal"}) {
            NewFile.move(
                    database.resolveSibling(database.getFileName() + suffix),
                    aside.resolveSibling(aside.getFileName() + suffix));
        }
    }

    private void vacuum(Path from, Path into, SqlErrors told) {
        try (Connection reader = SqliteConnections.forReading(from, options).connect();
                PreparedStatement copy = reader.prepareStatement("VACUUM INTO ?")) {
            copy.setString(1, into.toString());
            copy.executeUpdate();
        } catch (SQLException e) {
            throw told.refused("copy the database", e);
        }
    }

    private void requireFree(Path target, Existing existing) {
        requireOther(target);
        if (existing == Existing.KEEP && Files.exists(target)) {
            throw new IllegalArgumentException(target + " is there already");
        }
    }

    private void requireOther(Path file) {
        try {
            if (file.equals(database)
                    || (Files.exists(file) && Files.exists(database) && Files.isSameFile(file, database))) {
                throw new IllegalArgumentException(file + " is the database itself");
            }
        } catch (IOException e) {
            throw NewFile.refusal("look at " + file, e);
        }
    }

    private static void requireSound(Connection reader, Path file) throws SQLException {
        String said = SqliteConnections.text(reader, "PRAGMA integrity_check(1)");
        if (!said.equals("ok")) {
            throw StoreException.of(
                    Reason.DAMAGED,
                    "the backup " + file + " is damaged: "
                            + said.lines().findFirst().orElse(""),
                    null);
        }
    }

    /** An older schema is brought up to date when the database is opened. */
    private static void requireKnown(Connection reader, Path file) throws SQLException {
        Migrator migrator = new Migrator(SqliteDialect.DIALECT, file.toString());
        if (migrator.requireKnown(reader) == 0) {
            throw StoreException.of(Reason.FOREIGN, file + " holds no queue", null);
        }
    }
}
