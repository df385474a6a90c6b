package io.queuectl.store.sql;

import io.queuectl.api.StoreException;
import io.queuectl.api.StoreException.Reason;
import io.queuectl.core.spi.SchemaStep;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Brings a schema up to date, or checks it. Each step runs in one transaction with the note that it ran; whoever comes second
 * finds it noted.
 */
public final class Migrator {

    /** What to do about a schema at start. */
    public enum Mode {
        /** Trust it. */
        NONE,
        /** Refuse one that is not exactly this build's. */
        VALIDATE,
        /** Create it, or bring an older one up to date. */
        APPLY
    }

    private final SqlDialect dialect;
    private final String location;

    public Migrator(SqlDialect dialect, String location) {
        this.dialect = dialect;
        this.location = location;
    }

    /** @throws StoreException with {@link Reason#SCHEMA} if the schema is not one this build can work on */
    public void run(Mode mode, Connection connection) throws SQLException {
        if (mode == Mode.NONE) {
            return;
        }
        int version = check(applied(connection));
        if (version == dialect.newestSchema()) {
            return;
        }
        if (version == 0) {
            requireFree(connection);
        }
        if (mode == Mode.VALIDATE) {
            throw refusal("has schema version " + version + ", this queuectl needs " + dialect.newestSchema()
                    + ": open it once for writing to bring it up to date");
        }
        for (Migration migration : dialect.migrations()) {
            apply(connection, migration);
        }
    }

    /** The version in place. */
    public int version(Connection connection) throws SQLException {
        SortedMap<Integer, String> applied = applied(connection);
        return applied.isEmpty() ? 0 : applied.lastKey();
    }

    /**
     * The version in place, which may be older than this build's.
     *
     * @throws StoreException with {@link Reason#SCHEMA} if it is newer, or of another build
     */
    public int requireKnown(Connection connection) throws SQLException {
        return check(applied(connection));
    }

    /** The steps as texts for the database's own shell, each with the note that it ran: what {@link Mode#APPLY} would do. */
    public static List<SchemaStep> scripts(SqlDialect dialect) {
        return dialect.migrations().stream()
                .map(migration -> new SchemaStep(migration.version(), migration.name(), script(dialect, migration)))
                .toList();
    }

    private static String script(SqlDialect dialect, Migration migration) {
        String noted = dialect.sql(SchemaSql.NOTE_APPLIED);
        for (String value : List.of(
                Integer.toString(migration.version()),
                "'" + migration.name() + "'",
                "'" + migration.checksum() + "'")) {
            noted = noted.replaceFirst("\\?", value);
        }
        return Stream.of(
                        dialect.sql(SchemaSql.BEGIN_STEP),
                        dialect.sql(SchemaSql.CREATE_VERSIONS),
                        dialect.qualified(migration.sql()),
                        noted,
                        dialect.sql(SchemaSql.END_STEP))
                .map(text -> text.strip())
                .map(text -> text.endsWith(";") ? text + "\n" : text + ";\n")
                .collect(Collectors.joining());
    }

    private void apply(Connection connection, Migration migration) throws SQLException {
        Transactions transactions = dialect.transactions();
        transactions.beginWrite(connection);
        boolean done = false;
        try {
            lock(connection);
            execute(connection, dialect.sql(SchemaSql.CREATE_VERSIONS));
            if (check(applied(connection)) < migration.version()) {
                execute(connection, dialect.qualified(migration.sql()));
                note(connection, migration);
            }
            transactions.commit(connection);
            done = true;
        } finally {
            if (!done) {
                transactions.rollback(connection);
            }
        }
    }

    /** Somebody else's table in the place of one of ours would end the first step in the middle. */
    private void requireFree(Connection connection) throws SQLException {
        if (!dialect.has(SchemaSql.TAKEN)) {
            return;
        }
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(dialect.sql(SchemaSql.TAKEN))) {
            if (row.next()) {
                throw StoreException.of(
                        Reason.FOREIGN,
                        location + " has a table " + row.getString(1)
                                + " of another application: this is not a queuectl database; nothing was changed",
                        null);
            }
        }
    }

    private void lock(Connection connection) throws SQLException {
        String sql = dialect.sql(SchemaSql.LOCK);
        if (sql.isEmpty()) {
            return;
        }
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private int check(SortedMap<Integer, String> applied) {
        int newest = applied.isEmpty() ? 0 : applied.lastKey();
        List<Migration> known = dialect.migrations();
        if (newest > known.size()) {
            throw refusal("has schema version " + newest + ", this queuectl knows up to " + known.size()
                    + ": use a newer queuectl");
        }
        for (Migration migration : known.subList(0, newest)) {
            if (!migration.checksum().equals(applied.get(migration.version()))) {
                throw refusal("has a schema version " + migration.version()
                        + " that is not the one of this queuectl: it was made by another build");
            }
        }
        return newest;
    }

    private SortedMap<Integer, String> applied(Connection connection) throws SQLException {
        SortedMap<Integer, String> applied = new TreeMap<>();
        try (Statement statement = connection.createStatement()) {
            try (ResultSet row = statement.executeQuery(dialect.sql(SchemaSql.HAS_VERSIONS))) {
                if (!row.next()) {
                    return applied;
                }
            }
            try (ResultSet rows = statement.executeQuery(dialect.sql(SchemaSql.APPLIED))) {
                while (rows.next()) {
                    applied.put(rows.getInt(1), rows.getString(2));
                }
            }
        }
        return applied;
    }

    private void note(Connection connection, Migration migration) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(dialect.sql(SchemaSql.NOTE_APPLIED))) {
            insert.setInt(1, migration.version());
            insert.setString(2, migration.name());
            insert.setString(3, migration.checksum());
            insert.executeUpdate();
        }
    }

    /** All statements of a script: some drivers run only the first of them by {@code execute}. */
    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }

    private StoreException refusal(String what) {
        return StoreException.of(Reason.SCHEMA, location + " " + what, null);
    }
}
