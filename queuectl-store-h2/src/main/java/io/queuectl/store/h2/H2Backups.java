package io.queuectl.store.h2;

import io.queuectl.api.StoreException;
import io.queuectl.api.StoreException.Reason;
import io.queuectl.core.spi.Backups;
import io.queuectl.store.sql.Migrator;
import io.queuectl.store.sql.NewFile;
import io.queuectl.store.sql.QuerySql;
import io.queuectl.store.sql.SqlErrors;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * Backups by {@code BACKUP TO}: a zip with the database's file, which H2's own tools restore as well. A backup is checked by unpacking it beside and reading every
 * row, for H2 has no check of its own.
 */
final class H2Backups implements Backups {

    private static final String SUFFIX = ".mv.db";

    private final H2Address database;
    private final H2Options options;

    /** Of {@link #database}. */
    private final Path home;

    /** @throws UnsupportedOperationException if a server keeps the database */
    H2Backups(H2Address database, H2Options options) {
        Path file = database.file();
        if (file == null) {
            throw new UnsupportedOperationException("a server of H2 keeps " + database.location()
                    + ", and would write the file on its own host: run it there, with --db jdbc:h2:PATH");
        }
        this.database = database;
        this.options = options.readOnly();
        home = file;
    }

    @Override
    public Backup save(Path file, Existing existing) {
        Path target = file.toAbsolutePath().normalize();
        requireFree(target, existing);
        new H2Opening(options).open(database).close();
        try (NewFile made = NewFile.beside(target)) {
            backUp(made.draft());
            made.sync();
            Backup backup = check(made.draft());
            requireFree(target, existing);
            made.publish();
            return new Backup(target, backup.bytes(), backup.schema(), backup.jobs());
        }
    }

    /** With nobody else on it, a file that is not shared is opened for writing: H2 backs up no other. */
    private void backUp(Path draft) {
        try (Connection connection = database.connect();
                PreparedStatement backup = connection.prepareStatement("BACKUP TO ?")) {
            backup.setString(1, draft.toString());
            backup.execute();
        } catch (SQLException e) {
            throw errors(database.location()).refused("back up the database", e);
        }
    }

    @Override
    public Backup check(Path file) {
        Path zip = file.toAbsolutePath().normalize();
        try {
            Path unpacked = beside(zip);
            try {
                unpack(zip, unpacked);
                return read(zip, unpacked);
            } finally {
                Files.deleteIfExists(unpacked);
            }
        } catch (IOException e) {
            throw NewFile.refusal("read the backup " + zip, e);
        }
    }

    private static Path beside(Path zip) {
        String name = UUID.randomUUID().toString().replace("-", "").substring(0, 16);
        return zip.resolveSibling(zip.getFileName() + "." + name + ".part" + SUFFIX);
    }

    /** The first database in it, whatever it is called there: no name out of a zip is ever used. */
    private static void unpack(Path zip, Path into) throws IOException {
        Files.createFile(into, NewFile.mode(into, "rw-------"));
        try (InputStream in = Files.newInputStream(zip);
                ZipInputStream entries = new ZipInputStream(in)) {
            for (ZipEntry entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
                if (entry.getName().endsWith(SUFFIX)) {
                    Files.copy(entries, into, StandardCopyOption.REPLACE_EXISTING);
                    return;
                }
            }
        }
        throw StoreException.of(Reason.FOREIGN, zip + " is no backup of an H2 database", null);
    }

    private Backup read(Path zip, Path unpacked) throws IOException {
        H2Address copy = H2Address.file(unpacked, database.user(), database.password());
        try (Connection connection = copy.toRead().connect()) {
            new H2Schema(zip.toString()).requireOurs(connection, false);
            int schema = new Migrator(H2Schema.DIALECT, zip.toString()).requireKnown(connection);
            if (schema == 0) {
                throw StoreException.of(Reason.FOREIGN, zip + " holds no queue", null);
            }
            H2Look.rows(connection);
            return new Backup(zip, Files.size(zip), schema, jobs(connection));
        } catch (SQLException e) {
            StoreException refused = errors(zip.toString()).refused("read the backup", e);
            throw StoreException.of(
                    refused.reason() == Reason.UNAVAILABLE ? Reason.DAMAGED : refused.reason(),
                    String.valueOf(refused.getMessage()),
                    e);
        }
    }

    private static long jobs(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(H2Schema.DIALECT.sql(QuerySql.COUNTS_OF_ROWS))) {
            long jobs = 0;
            while (rows.next()) {
                jobs += rows.getLong(3);
            }
            return jobs;
        }
    }

    @Override
    public Optional<Path> restore(Path file, Instant now) {
        Path zip = file.toAbsolutePath().normalize();
        check(zip);
        try (NewFile made = NewFile.beside(home)) {
            Files.delete(made.draft());
            unpack(zip, made.draft());
            made.sync();
            return replace(made, now);
        } catch (IOException e) {
            throw NewFile.refusal("restore " + zip, e);
        }
    }

    private Optional<Path> replace(NewFile made, Instant now) {
        if (!database.exists()) {
            made.publish();
            return Optional.empty();
        }
        requireAlone();
        Path aside = NewFile.aside(home, now);
        NewFile.keep(home, aside);
        made.publish();
        return Optional.of(aside);
    }

    /** Opening it alone fails while another process has it open. One that cannot be read is nobody's. */
    private void requireAlone() {
        try (Connection alone = database.alone().connect()) {
            new H2Schema(database.location()).requireOurs(alone, false);
        } catch (SQLException e) {
            StoreException refused = errors(database.location()).refused("take the place of the database", e);
            if (refused.reason() != Reason.DAMAGED) {
                throw refused;
            }
        }
    }

    private void requireFree(Path target, Existing existing) {
        if (target.equals(home)) {
            throw new IllegalArgumentException(target + " is the database itself");
        }
        if (existing == Existing.KEEP && Files.exists(target)) {
            throw new IllegalArgumentException(target + " is there already");
        }
    }

    private static SqlErrors errors(String location) {
        return new SqlErrors(H2Schema.DIALECT, location);
    }
}
