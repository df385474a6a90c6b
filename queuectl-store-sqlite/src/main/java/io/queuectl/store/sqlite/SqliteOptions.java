package io.queuectl.store.sqlite;

import io.queuectl.core.spi.StoreProvider.OpenMode;
import io.queuectl.store.sql.Migrator;
import java.time.Duration;

/**
 * How to open a SQLite database. Immutable: every method returns a changed copy.
 *
 * @param durability {@link Durability#FULL} by default
 * @param busyTimeout how long to wait for another process's transaction; 5 s by default
 * @param schema what to do about the schema; {@link Migrator.Mode#APPLY} by default
 * @param access {@link OpenMode#WRITE} by default
 */
public record SqliteOptions(Durability durability, Duration busyTimeout, Migrator.Mode schema, OpenMode access) {

    public static final SqliteOptions DEFAULTS =
            new SqliteOptions(Durability.FULL, Duration.ofSeconds(5), Migrator.Mode.APPLY, OpenMode.WRITE);

    public SqliteOptions {
        if (busyTimeout.isNegative() || busyTimeout.compareTo(Duration.ofHours(1)) > 0) {
            throw new IllegalArgumentException("busy timeout " + busyTimeout + " is not within zero and one hour");
        }
    }

    public SqliteOptions durability(Durability other) {
        return new SqliteOptions(other, busyTimeout, schema, access);
    }

    public SqliteOptions busyTimeout(Duration other) {
        return new SqliteOptions(durability, other, schema, access);
    }

    public SqliteOptions schema(Migrator.Mode other) {
        return new SqliteOptions(durability, busyTimeout, other, access);
    }

    /** Creates nothing and writes nothing. */
    public SqliteOptions readOnly() {
        return new SqliteOptions(durability, busyTimeout, schema, OpenMode.READ);
    }

    /** What a commit survives. */
    public enum Durability {
        /** A crash of the process, of the machine, and a power cut. */
        FULL,
        /** A crash of the process. A crash of the machine may lose the last commits, though never damage the database. */
        RELAXED
    }
}
