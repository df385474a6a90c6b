package io.queuectl.store.h2;

import io.queuectl.core.spi.StoreProvider.OpenMode;
import io.queuectl.store.sql.Migrator;
import java.time.Duration;

/**
 * How to open an H2 database. Immutable: every method returns a changed copy.
 *
 * @param lockTimeout how long to wait for another transaction; 5 s by default
 * @param schema what to do about the schema; {@link Migrator.Mode#APPLY} by default
 * @param access {@link OpenMode#WRITE} by default
 */
public record H2Options(Duration lockTimeout, Migrator.Mode schema, OpenMode access) {

    public static final H2Options DEFAULTS = new H2Options(Duration.ofSeconds(5), Migrator.Mode.APPLY, OpenMode.WRITE);

    public H2Options {
        if (lockTimeout.isNegative() || lockTimeout.compareTo(Duration.ofHours(1)) > 0) {
            throw new IllegalArgumentException("lock timeout " + lockTimeout + " is not within zero and one hour");
        }
    }

    public H2Options lockTimeout(Duration other) {
        return new H2Options(other, schema, access);
    }

    public H2Options schema(Migrator.Mode other) {
        return new H2Options(lockTimeout, other, access);
    }

    /** Creates nothing and writes nothing. */
    public H2Options readOnly() {
        return new H2Options(lockTimeout, schema, OpenMode.READ);
    }
}
