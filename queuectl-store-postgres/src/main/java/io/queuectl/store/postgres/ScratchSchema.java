package io.queuectl.store.postgres;

import io.queuectl.api.StoreException;
import io.queuectl.api.StoreException.Reason;
import io.queuectl.core.spi.JobStore;
import io.queuectl.core.spi.ScratchDatabase;
import io.queuectl.store.sql.SqlErrors;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A scratch database in a schema of its own beside the one of a URL, {@code queuectl_bench_} and 16 digits.
 *
 * <p>Whoever made a schema holds an advisory lock of its name, which the server takes back however the connection ends: a schema whose lock is free belongs to
 * nobody. The lock is that of a transaction, which a pooler leaves with its session. For one thread.
 */
final class ScratchSchema implements ScratchDatabase {

    private static final String MARK = "queuectl_bench_";

    private final Connection keeper;
    private final PostgresUrl url;
    private final Function<PostgresUrl, JobStore> opener;
    private final SqlErrors errors;

    private ScratchSchema(
            Connection keeper, PostgresUrl url, Function<PostgresUrl, JobStore> opener, SqlErrors errors) {
        this.keeper = keeper;
        this.url = url;
        this.opener = opener;
        this.errors = errors;
    }

    /**
     * Removes what belongs to nobody, then makes one.
     *
     * @param source connections to the database of the URL
     * @param opener opens the store in the schema of a URL
     */
    static ScratchSchema beside(
            PostgresUrl url, Connector source, Function<PostgresUrl, JobStore> opener, SqlErrors errors) {
        String name = MARK + UUID.randomUUID().toString().replace("-", "").substring(0, 16);
        Connection keeper = null;
        boolean done = false;
        try {
            keeper = source.connect();
            requireAllowed(keeper, url);
            sweep(keeper);
            hold(keeper, name);
            done = true;
            return new ScratchSchema(keeper, url.inSchema(name), opener, errors);
        } catch (SQLException e) {
            throw errors.refused("make a scratch schema", e);
        } finally {
            if (keeper != null && !done) {
                Sessions.abort(keeper);
            }
        }
    }

    /** How to get a connection. */
    interface Connector {
        Connection connect() throws SQLException;
    }

    private static void requireAllowed(Connection connection, PostgresUrl url) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("""
                        SELECT has_database_privilege(current_database(), 'CREATE'), current_user, current_database()""")) {
            row.next();
            if (!row.getBoolean(1)) {
                throw StoreException.of(
                        Reason.PERMISSION,
                        "cannot make a scratch schema in " + url + ": the role " + row.getString(2)
                                + " may not create schemas; grant it CREATE ON DATABASE " + row.getString(3)
                                + ", or connect as another",
                        null);
            }
        }
    }

    private static void sweep(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        for (String name : found(connection)) {
            if (isNobodys(connection, name)) {
                Sessions.run(connection, "DROP SCHEMA IF EXISTS " + name + " CASCADE");
            }
            connection.commit();
        }
        connection.commit();
    }

    private static List<String> found(Connection connection) throws SQLException {
        List<String> names = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("""
                        SELECT n.nspname
                        FROM pg_namespace n
                        JOIN pg_roles r ON r.oid = n.nspowner
                        WHERE n.nspname ~ '^queuectl_bench_[0-9a-f]{16}$' AND r.rolname = current_user
                        ORDER BY n.nspname""")) {
            while (row.next()) {
                names.add(row.getString(1));
            }
        }
        return names;
    }

    private static boolean isNobodys(Connection connection, String name) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT pg_try_advisory_xact_lock(" + key(name) + ")")) {
            return row.next() && row.getBoolean(1);
        }
    }

    /** Before the schema is there, so that nobody finds it without its lock. The transaction reads nothing: it keeps no row from vacuum. */
    private static void hold(Connection keeper, String name) throws SQLException {
        Sessions.run(keeper, "SET LOCAL idle_in_transaction_session_timeout = 0");
        Sessions.run(keeper, "SELECT pg_advisory_xact_lock(" + key(name) + ")");
    }

    private static long key(String name) {
        return UUID.nameUUIDFromBytes(("queuectl-scratch/" + name).getBytes(StandardCharsets.UTF_8))
                .getMostSignificantBits();
    }

    @Override
    public JobStore open() {
        return opener.apply(url);
    }

    @Override
    public Kind kind() {
        return Kind.SERVER;
    }

    @Override
    public @Nullable Path folder() {
        return null;
    }

    @Override
    public void close() {
        try (keeper) {
            Sessions.run(keeper, "DROP SCHEMA IF EXISTS " + url.options().schema() + " CASCADE");
            keeper.commit();
        } catch (SQLException e) {
            throw errors.refused("remove the scratch schema " + url.options().schema(), e);
        }
    }
}
