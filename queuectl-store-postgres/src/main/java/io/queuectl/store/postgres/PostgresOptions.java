package io.queuectl.store.postgres;

import io.queuectl.core.spi.StoreProvider.OpenMode;
import io.queuectl.store.sql.Migrator;
import java.time.Duration;
import java.util.regex.Pattern;

/**
 * How to use a PostgreSQL database. Immutable: every method returns a changed copy.
 *
 * @param schema where the tables are, a plain lower-case identifier; {@code queuectl} by default
 * @param sessions {@link Sessions#OWN} by default
 * @param lanes how many exchanges of this process may be under way at once, 1 to 16; 2 by default
 * @param patience how long to wait for the server's answer to one statement of a job's life, 1 s to 1 h; 5 s by default. After that the
 *     connection is given up: what hangs in a network must not hang a worker for longer
 * @param migration what to do about the schema; {@link Migrator.Mode#APPLY} by default
 * @param access {@link OpenMode#WRITE} by default
 */
public record PostgresOptions(
        String schema, Sessions sessions, int lanes, Duration patience, Migrator.Mode migration, OpenMode access) {

    private static final Pattern SCHEMA = Pattern.compile("[a-z_][a-z0-9_]{0,62}");

    public static final PostgresOptions DEFAULTS = new PostgresOptions(
            "queuectl", Sessions.OWN, 2, Duration.ofSeconds(5), Migrator.Mode.APPLY, OpenMode.WRITE);

    public PostgresOptions {
        if (!SCHEMA.matcher(schema).matches()) {
            throw new IllegalArgumentException("schema \"" + schema
                    + "\" is not a plain identifier of lower-case letters, digits and underscores");
        }
        if (lanes < 1 || lanes > 16) {
            throw new IllegalArgumentException(lanes + " lanes are not within 1 to 16");
        }
        if (patience.compareTo(Duration.ofSeconds(1)) < 0 || patience.compareTo(Duration.ofHours(1)) > 0) {
            throw new IllegalArgumentException("patience " + patience + " is not within one second and one hour");
        }
    }

    public PostgresOptions schema(String other) {
        return new PostgresOptions(other, sessions, lanes, patience, migration, access);
    }

    public PostgresOptions sessions(Sessions other) {
        return new PostgresOptions(schema, other, lanes, patience, migration, access);
    }

    public PostgresOptions lanes(int other) {
        return new PostgresOptions(schema, sessions, other, patience, migration, access);
    }

    public PostgresOptions patience(Duration other) {
        return new PostgresOptions(schema, sessions, lanes, other, migration, access);
    }

    public PostgresOptions migration(Migrator.Mode other) {
        return new PostgresOptions(schema, sessions, lanes, patience, other, access);
    }

    /** Creates nothing and writes nothing. */
    public PostgresOptions readOnly() {
        return new PostgresOptions(schema, sessions, lanes, patience, migration, OpenMode.READ);
    }

    /** Whether a connection stays with one session of the server from opening to closing. */
    public enum Sessions {
        /** It does: settings are made once, and the server tells of new work with LISTEN and NOTIFY. */
        OWN,
        /** A pooler hands sessions out by transaction: nothing outlives one, and new work of other processes is found by polling. */
        POOLED
    }

    boolean ownSessions() {
        return sessions == Sessions.OWN;
    }
}
