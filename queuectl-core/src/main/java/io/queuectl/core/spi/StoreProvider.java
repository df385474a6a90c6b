package io.queuectl.core.spi;

import java.time.Duration;
import java.util.List;

/**
 * Opens the stores of one kind of database by a location text, for programs that learn only at run time which database they
 * work on. Found through {@link java.util.ServiceLoader}; an application that knows its store opens it directly.
 *
 * <p>Every method that takes a location throws {@link IllegalArgumentException} if that is not one, or names a parameter that is not let through; the message
 * names the parameter and repeats no secret.
 */
public interface StoreProvider {

    /** What the location of such a database looks like, for messages. */
    String locationForm();

    /**
     * Whether a location text is one of this kind. A text with a JDBC or URL scheme is never a path.
     *
     * @throws IllegalArgumentException if it is one of this kind that is not to be opened: the message says why, names the parameter
     *     at fault and repeats no secret
     */
    boolean accepts(String location);

    /** Whether there is a database to read at the location: not missing, and not of zero length. Creates nothing. */
    boolean exists(String location);

    /** The store at that location. Throws {@link io.queuectl.api.StoreException} if it cannot be opened, having changed nothing. */
    JobStore open(String location, OpenMode mode, Duration busyTimeout);

    /** Every step of the schema such a database needs, from version 1 on, as it would be written at that location; none for a store without one. Opens nothing. */
    default List<SchemaStep> schemaSteps(String location) {
        return List.of();
    }

    /**
     * The version of the schema in place, 0 where there is none or no database. Changes nothing. Throws {@link io.queuectl.api.StoreException} if that
     * cannot be found out.
     */
    default int schemaVersion(String location, Duration busyTimeout) {
        return 0;
    }

    /**
     * Makes a scratch database in the place of the one at the location, be there one or not; that one is not touched. Throws
     * {@link io.queuectl.api.StoreException} if it cannot be made.
     *
     * @throws UnsupportedOperationException if there is no such place; the message says why
     */
    default ScratchDatabase scratch(String location, Duration busyTimeout) {
        throw new UnsupportedOperationException("this store makes no scratch databases");
    }

    /**
     * Backups of the database at that location. Opens nothing yet.
     *
     * @throws UnsupportedOperationException if somebody else makes them better; the message says who, with the command
     * @since 0.1
     */
    default Backups backups(String location, Duration busyTimeout) {
        throw new UnsupportedOperationException("this store makes no backups");
    }

    /**
     * A look at the database at that location for what is wrong with it. Throws {@link io.queuectl.api.StoreException} if it cannot be opened.
     *
     * @param mode to read is enough for {@link Examination#findings}
     * @throws UnsupportedOperationException if this store knows of nothing to look at
     * @since 0.1
     */
    default Examination examine(String location, OpenMode mode, Duration busyTimeout) {
        throw new UnsupportedOperationException("this store examines nothing");
    }

    /**
     * What happened in the database at that location. Throws {@link io.queuectl.api.StoreException} if it cannot be opened.
     *
     * @throws UnsupportedOperationException if this store keeps no account of that
     * @since 0.1
     */
    default Chronicle chronicle(String location, Duration busyTimeout) {
        throw new UnsupportedOperationException("this store keeps no account of what happened");
    }

    /** What a program is going to do with a store. */
    enum OpenMode {
        /** Only read: creates no file and no schema; where no database exists, the store is empty and kept nowhere. */
        READ,
        /** Read and write: creates the database and brings its schema up to date. */
        WRITE
    }
}
