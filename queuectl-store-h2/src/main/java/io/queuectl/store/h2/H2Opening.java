package io.queuectl.store.h2;

import io.queuectl.api.StoreException;
import io.queuectl.api.StoreException.Reason;
import io.queuectl.core.spi.Chronicle;
import io.queuectl.core.spi.Examination;
import io.queuectl.core.spi.JobStore;
import io.queuectl.core.spi.StoreProvider.OpenMode;
import io.queuectl.store.sql.FileLook;
import io.queuectl.store.sql.Migrator;
import io.queuectl.store.sql.SqlChronicle;
import io.queuectl.store.sql.SqlDialect;
import io.queuectl.store.sql.SqlErrors;
import io.queuectl.store.sql.SqlExamination;
import io.queuectl.store.sql.SqlJobStore;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiFunction;
import javax.sql.DataSource;
import org.h2.api.ErrorCode;
import org.jspecify.annotations.Nullable;

/** One database on its way to being open: looked at from outside, created if wanted, known to be safe and ours, its schema in place. */
final class H2Opening {

    private static final long RETRY_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private final H2Options options;
    private final SqlDialect dialect;

    H2Opening(H2Options options) {
        this.options = options;
        dialect = H2Dialect.with(H2Transactions.waiting(options.lockTimeout()));
    }

    /** The application's own database. */
    JobStore open(DataSource source) {
        return open(source::getConnection, null);
    }

    JobStore open(H2Address address) {
        if (address.file() != null && FileLook.isPlanted(address.file())) {
            throw address.refusal(Reason.PERMISSION, "it is a symbolic link in a folder that everybody may write");
        }
        if (options.access() == OpenMode.READ) {
            return address.exists() ? look(address, address.toRead()) : empty();
        }
        if (address.file() != null && !address.exists()) {
            create(address, address.file());
        }
        return look(address, address);
    }

    /** Of the schema in place; 0 if there is none, or no database. */
    int schemaVersion(H2Address address) {
        if (!address.exists()) {
            return 0;
        }
        try (Connection connection = connect(address.toRead())) {
            H2Schema schema = new H2Schema(address.location());
            schema.requireOurs(connection, false);
            return schema.version(connection);
        } catch (SQLException e) {
            throw new SqlErrors(dialect, address.location()).refused("read the schema version", e);
        }
    }

    private JobStore look(H2Address address, H2Connector connector) {
        try {
            return open(connector, address.location());
        } catch (StoreException e) {
            if (isUnreadable(e) && address.file() != null && !isOfH2(address.file())) {
                throw StoreException.of(
                        Reason.FOREIGN, address.location() + " is not an H2 database; nothing was changed", e);
            }
            throw e;
        }
    }

    /** Whether H2 could read the file, but not what is in it; it calls that an error of the disk where the file is short. */
    private static boolean isUnreadable(StoreException e) {
        return e.reason() == Reason.DAMAGED
                || (e.getCause() instanceof SQLException cause && cause.getErrorCode() == ErrorCode.IO_EXCEPTION_1);
    }

    /** A store without a job, kept nowhere. */
    private JobStore empty() {
        H2Address nowhere = H2Address.ownMemory();
        try {
            Connection anchor = nowhere.connect();
            new H2Schema(nowhere.location()).run(Migrator.Mode.APPLY, anchor);
            return store(nowhere, anchor, H2Facts.of(anchor).at(nowhere.location()), false);
        } catch (SQLException e) {
            throw new SqlErrors(dialect, nowhere.location()).refused("open an empty database", e);
        }
    }

    /** @param location {@code null} for a guest in the application's database */
    private JobStore open(H2Connector connector, @Nullable String location) {
        // Of a file that was cut H2 keeps nothing but what it can read.
        long bytes = location == null ? 0 : Path.of(location).toFile().length();
        try {
            return patiently(connector, () -> open(connector, location, bytes));
        } catch (SQLException e) {
            throw new SqlErrors(dialect, location == null ? "the data source" : location)
                    .refused("open the database", e);
        }
    }

    private JobStore open(H2Connector connector, @Nullable String location, long bytes) throws SQLException {
        Connection connection = null;
        boolean done = false;
        try {
            H2Connector patient = () -> connect(connector);
            connection = patient.connect();
            connection.setAutoCommit(true);
            JobStore store = open(patient, connection, location, bytes);
            done = true;
            return store;
        } finally {
            if (connection != null && !done) {
                H2Database.closeQuietly(connection);
            }
        }
    }

    private Connection connect(H2Connector connector) throws SQLException {
        return patiently(connector, connector::connect);
    }

    /**
     * Where several processes begin to share a file at the same moment, or the one that served it leaves, H2 turns those away who come just then, or loses those
     * who had come: they try again.
     */
    private <T> T patiently(H2Connector connector, Attempt<T> attempt) throws SQLException {
        long start = System.nanoTime();
        while (true) {
            try {
                return attempt.run();
            } catch (SQLException e) {
                if (!isPassing(e, connector)
                        || System.nanoTime() - start > options.lockTimeout().toNanos()) {
                    throw e;
                }
                LockSupport.parkNanos(RETRY_NANOS);
            }
        }
    }

    private interface Attempt<T> {
        T run() throws SQLException;
    }

    /** That another process has the file open passes only where that one is to serve it. */
    private static boolean isPassing(SQLException error, H2Connector connector) {
        boolean shared = connector instanceof H2Address address && address.isShared();
        return switch (error.getErrorCode()) {
            case ErrorCode.ERROR_OPENING_DATABASE_1 -> true;
            case ErrorCode.DATABASE_ALREADY_OPEN_1, ErrorCode.CONNECTION_BROKEN_1 -> shared;
            default -> false;
        };
    }

    /** @param bytes of the file before it was opened */
    private JobStore open(H2Connector connector, Connection connection, @Nullable String location, long bytes)
            throws SQLException {
        boolean guest = location == null;
        H2Facts facts = location == null
                ? H2Facts.of(connection)
                : H2Facts.of(connection).at(location);
        facts.requireSound();
        H2Schema schema = new H2Schema(facts.location());
        schema.requireOurs(connection, guest);
        schema.requireUncut(connection, bytes);
        if (options.access() == OpenMode.READ) {
            schema.run(
                    options.schema() == Migrator.Mode.NONE ? Migrator.Mode.NONE : Migrator.Mode.VALIDATE, connection);
        } else {
            facts.forceWriting(connection);
            schema.run(options.schema(), connection);
        }
        return store(connector, connection, facts, guest);
    }

    private JobStore store(H2Connector connector, Connection connection, H2Facts facts, boolean guest)
            throws SQLException {
        Doorbell doorbell = new Doorbell(H2Schema.identity(connection));
        if (guest) {
            connection.close();
        }
        return new SqlJobStore(dialect, new H2Database(connector, options, facts, doorbell, guest ? null : connection));
    }

    Examination examine(H2Address address) {
        return beside(
                address,
                (database, facts) -> new SqlExamination(
                        dialect, database, connection -> H2Look.at(address.file(), facts, connection)));
    }

    Chronicle chronicle(H2Address address) {
        return beside(address, (database, facts) -> new SqlChronicle(dialect, database));
    }

    /** Opened once as a store before, so that it is known to be ours and sound, with its schema in place. */
    private <T> T beside(H2Address address, BiFunction<H2Database, H2Facts, T> use) {
        open(address).close();
        Connection anchor = null;
        boolean done = false;
        try {
            H2Connector patient = () -> connect(address);
            anchor = patient.connect();
            H2Facts facts = H2Facts.of(anchor).at(address.location());
            H2Database database =
                    new H2Database(patient, options, facts, new Doorbell(H2Schema.identity(anchor)), anchor);
            done = true;
            return use.apply(database, facts);
        } catch (SQLException e) {
            throw new SqlErrors(dialect, address.location()).refused("open the database", e);
        } finally {
            if (anchor != null && !done) {
                H2Database.closeQuietly(anchor);
            }
        }
    }

    private void create(H2Address address, Path file) {
        if (options.schema() != Migrator.Mode.APPLY) {
            throw address.refusal(Reason.UNAVAILABLE, "there is no database, and it is not to be created");
        }
        try {
            Files.createFile(file, ownerOnly(file));
        } catch (FileAlreadyExistsException e) {
            // An empty file, or another process was faster: both are ours to fill.
            return;
        } catch (NoSuchFileException e) {
            throw address.refusal(Reason.UNAVAILABLE, "its folder does not exist: create it first");
        } catch (AccessDeniedException e) {
            throw address.refusal(Reason.PERMISSION, "its folder cannot be written");
        } catch (IOException e) {
            throw address.refusal(Reason.UNAVAILABLE, String.valueOf(e.getMessage()));
        }
    }

    private static FileAttribute<?>[] ownerOnly(Path file) {
        return file.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }

    /** Only once H2 has found it unreadable, and so holds no lock on it that closing it here could drop. */
    private static boolean isOfH2(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return new String(in.readNBytes(2), StandardCharsets.US_ASCII).equals("H:");
        } catch (IOException e) {
            return true;
        }
    }
}
