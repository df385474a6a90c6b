package io.queuectl.store.postgres;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;
import io.queuectl.core.spi.Backups;
import io.queuectl.core.spi.Chronicle;
import io.queuectl.core.spi.Examination;
import io.queuectl.core.spi.JobStore;
import io.queuectl.core.spi.SchemaStep;
import io.queuectl.core.spi.ScratchDatabase;
import io.queuectl.core.spi.StoreProvider;
import io.queuectl.store.sql.Migrator;
import io.queuectl.store.sql.SqlChronicle;
import io.queuectl.store.sql.SqlErrors;
import io.queuectl.store.sql.SqlExamination;
import io.queuectl.store.sql.SqlJobStore;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/**
 * Opens PostgreSQL databases by URL, through a pool of its own: a program that opens stores by location needs HikariCP on its class
 * path. A URL without a password takes that of {@code PGPASSWORD}, or of the user's password file.
 */
public final class PostgresStoreProvider implements StoreProvider {

    /** Beside the lanes: those that bring new jobs, a writer for the node, three readers, a listener, a bell, and one to spare. */
    private static final int BESIDE_LANES = PostgresDatabase.PRODUCERS + 7;

    private static final Duration LONGEST_PATIENCE = Duration.ofHours(1);

    @Override
    public String locationForm() {
        return "postgres://USER@HOST/DATABASE or jdbc:postgresql://HOST/DATABASE";
    }

    @Override
    public boolean accepts(String location) {
        if (!PostgresUrl.accepts(location)) {
            return false;
        }
        PostgresUrl.parse(location);
        return true;
    }

    @Override
    public boolean exists(String location) {
        PostgresUrl url = PostgresUrl.parse(location);
        try (Connection connection = connect(url)) {
            return PostgresDatabase.schemaVersion(connection, url.options(), url.toString()) > 0;
        } catch (SQLException e) {
            // Whatever keeps us from looking is told when it is opened.
            return true;
        }
    }

    @Override
    public JobStore open(String location, OpenMode mode, Duration busyTimeout) {
        return open(PostgresUrl.parse(location), mode, busyTimeout);
    }

    private static JobStore open(PostgresUrl url, OpenMode mode, Duration busyTimeout) {
        PostgresDatabase database = database(url, mode, busyTimeout);
        return new SqlJobStore(database.dialect(), database);
    }

    @Override
    public Examination examine(String location, OpenMode mode, Duration busyTimeout) {
        PostgresUrl url = PostgresUrl.parse(location);
        PostgresDatabase database = database(url, mode, busyTimeout);
        return new SqlExamination(
                database.dialect(),
                database,
                connection -> ServerLook.at(connection, url.options().schema()));
    }

    @Override
    public Chronicle chronicle(String location, Duration busyTimeout) {
        PostgresDatabase database = database(PostgresUrl.parse(location), OpenMode.READ, busyTimeout);
        return new SqlChronicle(database.dialect(), database);
    }

    private static PostgresDatabase database(PostgresUrl url, OpenMode mode, Duration busyTimeout) {
        PostgresOptions options = url.options().patience(within(busyTimeout));
        HikariDataSource pool = pool(url, options);
        boolean done = false;
        try {
            PostgresDatabase database =
                    PostgresDatabase.open(pool, mode == OpenMode.READ ? options.readOnly() : options, pool::close);
            done = true;
            return database;
        } finally {
            if (!done) {
                pool.close();
            }
        }
    }

    @Override
    public List<SchemaStep> schemaSteps(String location) {
        return Migrator.scripts(PostgresDialect.of(PostgresUrl.parse(location).options()));
    }

    @Override
    public int schemaVersion(String location, Duration busyTimeout) {
        PostgresUrl url = PostgresUrl.parse(location);
        try (Connection connection = connect(url)) {
            return PostgresDatabase.schemaVersion(connection, url.options(), url.toString());
        } catch (SQLException e) {
            throw errors(url).refused("read the schema version", e);
        }
    }

    @Override
    public ScratchDatabase scratch(String location, Duration busyTimeout) {
        PostgresUrl url = PostgresUrl.parse(location);
        return ScratchSchema.beside(
                url, () -> connect(url), other -> open(other, OpenMode.WRITE, busyTimeout), errors(url));
    }

    /** PostgreSQL's own tools do it better: in parallel, with roles and rights, or of all of the server to any moment. */
    @Override
    public Backups backups(String location, Duration busyTimeout) {
        PostgresUrl url = PostgresUrl.parse(location);
        String options = "--dbname='" + url.toolUrl() + "'";
        throw new UnsupportedOperationException("PostgreSQL has tools for that; pg_dump --format=custom --schema="
                + url.options().schema() + " --file=FILE " + options
                + " saves it while it is in use, pg_restore --clean --if-exists " + options + " FILE puts it back");
    }

    private static HikariDataSource pool(PostgresUrl url, PostgresOptions options) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("queuectl");
        config.setDataSource(url.source(System.getenv("PGPASSWORD")));
        config.setMinimumIdle(0);
        config.setMaximumPoolSize(options.lanes() + BESIDE_LANES);
        config.setConnectionTimeout(options.patience().toMillis());
        // The store holds what it uses for as long as it likes it; a broken connection it throws away itself.
        config.setMaxLifetime(0);
        config.setKeepaliveTime(0);
        try {
            return new HikariDataSource(config);
        } catch (PoolInitializationException e) {
            throw errors(url).refused("open the database", e);
        }
    }

    private static Connection connect(PostgresUrl url) throws SQLException {
        return url.source(System.getenv("PGPASSWORD")).getConnection();
    }

    private static SqlErrors errors(PostgresUrl url) {
        return new SqlErrors(PostgresDialect.of(url.options()), url.toString());
    }

    private static Duration within(Duration patience) {
        if (patience.compareTo(Duration.ofSeconds(1)) < 0) {
            return Duration.ofSeconds(1);
        }
        return patience.compareTo(LONGEST_PATIENCE) > 0 ? LONGEST_PATIENCE : patience;
    }
}
