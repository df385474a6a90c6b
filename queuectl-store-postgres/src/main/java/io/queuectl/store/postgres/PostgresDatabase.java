package io.queuectl.store.postgres;

import io.queuectl.api.StoreException;
import io.queuectl.api.StoreException.Reason;
import io.queuectl.core.spi.StoreProvider.OpenMode;
import io.queuectl.core.spi.WakeUps;
import io.queuectl.store.sql.Migrator;
import io.queuectl.store.sql.SqlDatabase;
import io.queuectl.store.sql.SqlDialect;
import io.queuectl.store.sql.SqlErrors;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;

/** One schema of a PostgreSQL database as the SQL store reaches it. */
final class PostgresDatabase implements SqlDatabase {

    /** One, whose callers share its commits: several connections bring more commits and hardly more jobs. */
    static final int PRODUCERS = 1;

    private final Sessions sessions;
    private final PostgresOptions options;
    private final SqlDialect dialect;
    private final Channel channel;
    private final ServerClock clock;
    private final ServerFacts facts;
    private final Bell bell;
    private final Runnable afterwards;

    /** The queues whose last claim got less than it asked for. */
    private final Set<String> hungry = ConcurrentHashMap.newKeySet();

    /** Whether a claim ever got all it asked for: before that, whoever listens is idle. */
    private volatile boolean everFed;

    private PostgresDatabase(
            Sessions sessions,
            PostgresOptions options,
            SqlDialect dialect,
            Channel channel,
            ServerClock clock,
            ServerFacts facts,
            Runnable afterwards) {
        this.sessions = sessions;
        this.options = options;
        this.dialect = dialect;
        this.channel = channel;
        this.clock = clock;
        this.facts = facts;
        this.bell = new Bell(sessions, channel);
        this.afterwards = afterwards;
    }

    /** @param afterwards what to do when the database is closed */
    static PostgresDatabase open(DataSource source, PostgresOptions options, Runnable afterwards) {
        Channel channel = Channel.of(options.schema());
        ServerClock clock = new ServerClock();
        SqlDialect dialect = PostgresDialect.of(options, channel, clock);
        Sessions sessions = new Sessions(source, options);
        String location = "PostgreSQL";
        try (Connection connection = sessions.plain()) {
            location = ServerFacts.location(connection, options.schema());
            ServerFacts facts = ServerFacts.of(connection, location);
            clock.read(connection);
            new Migrator(dialect, location).run(migration(options), connection);
            return new PostgresDatabase(sessions, options, dialect, channel, clock, facts, afterwards);
        } catch (SQLException e) {
            throw new SqlErrors(dialect, location).refused("open the database", e);
        }
    }

    static int schemaVersion(Connection connection, PostgresOptions options, String location) throws SQLException {
        return new Migrator(PostgresDialect.of(options), location).version(connection);
    }

    private static Migrator.Mode migration(PostgresOptions options) {
        boolean reading = options.access() == OpenMode.READ;
        return reading && options.migration() == Migrator.Mode.APPLY ? Migrator.Mode.VALIDATE : options.migration();
    }

    SqlDialect dialect() {
        return dialect;
    }

    @Override
    public int lanes() {
        return options.lanes();
    }

    @Override
    public int writers() {
        return options.lanes() + PRODUCERS + 1;
    }

    @Override
    public int producers() {
        return PRODUCERS;
    }

    @Override
    public InstantSource clock() {
        return clock;
    }

    @Override
    public Connection openWriter() throws SQLException {
        if (options.access() == OpenMode.READ) {
            throw StoreException.of(Reason.REJECTED, "the database was opened for reading only", null);
        }
        return sessions.writing();
    }

    @Override
    public Connection openReader() throws SQLException {
        return sessions.reading();
    }

    @Override
    public void giveBack(Connection connection) throws SQLException {
        sessions.giveBack(connection);
    }

    @Override
    public void discard(Connection connection) {
        sessions.discard(connection);
    }

    @Override
    public WakeUps wakeUps() {
        return options.ownSessions()
                ? new ListenWakeUps(
                        sessions, channel, () -> !everFed || !hungry.isEmpty(), new SqlErrors(dialect, location()))
                : new Polling();
    }

    @Override
    public void brought() {
        if (options.ownSessions()) {
            bell.ring();
        }
    }

    @Override
    public void claimed(String queue, boolean enough) {
        if (enough) {
            everFed = true;
            hungry.remove(queue);
        } else {
            hungry.add(queue);
        }
    }

    @Override
    public String location() {
        return facts.location();
    }

    @Override
    public String version() {
        return facts.version();
    }

    @Override
    public String durability() {
        return facts.durability();
    }

    @Override
    public void close() {
        bell.close();
        afterwards.run();
    }
}
