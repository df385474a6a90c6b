package io.queuectl.core.spi;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * Backups of one database, made while it is in use, and one put in its place. Got from {@link StoreProvider#backups}. Thread-safe; every call stands for itself and
 * opens connections of its own.
 *
 * <p>A backup is a file for its owner only. It is there whole or not at all, and was opened and read through before it got its name. All methods throw
 * {@link io.queuectl.api.StoreException}, having changed nothing.
 *
 * @since 0.1
 */
public interface Backups {

    /**
     * Copies the database as it is at one moment into that file, while others go on working on it.
     *
     * @throws IllegalArgumentException if the file is the database itself, or is there and to be kept
     */
    Backup save(Path file, Existing existing);

    /**
     * Opens a backup and reads it through: whether its pages are sound, its schema one that this build can work on, and how many jobs it holds. Changes nothing.
     */
    Backup check(Path file);

    /**
     * Puts a backup in the place of the database, once it is checked and as a copy: the backup stays. Answers what the database that was there is called now, if
     * there was one. The caller sees to it that nobody works on that one; a process that has it open is refused with {@link io.queuectl.api.StoreException.Reason#BUSY}.
     * A damaged one is put aside with all its files, unread.
     *
     * @param now for the name of the one put aside, to the second
     */
    Optional<Path> restore(Path file, Instant now);

    /** What to do about a file that is there already. */
    enum Existing {
        KEEP,
        REPLACE
    }

    /**
     * A backup that was read through.
     *
     * @param bytes its size
     * @param schema version of the schema in it
     * @param jobs how many rows of jobs it holds, whatever their state
     */
    record Backup(Path file, long bytes, int schema, long jobs) {}
}
