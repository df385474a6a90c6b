package io.queuectl.benchmarks;

import io.queuectl.core.spi.JobStore;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * One fresh and empty database for one round, gone at its close.
 *
 * @param location by which queuectl opens it
 * @param shared by which several processes open it at once; {@code null} where only one can
 * @param connector for the raw loop, with the durability that queuectl asks for
 * @param ground what it stands on
 */
public record Place(
        Database database, String location, @Nullable String shared, Connector connector, Ground ground)
        implements AutoCloseable {

    /** Opens connections without a pool. */
    public interface Connector {
        Connection connect() throws SQLException;
    }

    /** What goes when the round is over. */
    public interface Ground {
        void close() throws IOException;
    }

    /** The caller closes it. */
    public JobStore open() {
        return database.open(location);
    }

    /** The same for one of several processes, which it is up to the caller to keep apart from those that do not share. */
    public Place toShare() {
        return new Place(database, sharedLocation(), shared, database.connector(sharedLocation()), ground);
    }

    /** A connection as durable as queuectl's, for those who do not know how to make one. */
    public Connection connect() throws SQLException {
        Connection connection = connector.connect();
        for (String statement : database.durable()) {
            RawQueue.execute(connection, statement);
        }
        return connection;
    }

    /** That the files of a database in a file are in. */
    public Path folder() {
        String file = location.startsWith("jdbc:h2:") ? location.substring("jdbc:h2:".length()) : location;
        Path parent = Path.of(file).getParent();
        if (parent == null) {
            throw new IllegalStateException(database.title() + " has no folder");
        }
        return parent;
    }

    /** On a connection of its own. */
    public void execute(String statement) throws SQLException {
        try (Connection connection = connect()) {
            RawQueue.execute(connection, statement);
        }
    }

    RawQueue createRaw() throws SQLException {
        return RawQueue.create(connector.connect(), database.raw());
    }

    RawQueue joinRaw() throws SQLException {
        return RawQueue.join(connector.connect(), database.raw());
    }

    /** @throws IllegalArgumentException if only one process can open it */
    public String sharedLocation() {
        if (shared == null) {
            throw new IllegalArgumentException(database.title() + " is within one process");
        }
        return shared;
    }

    @Override
    public void close() throws IOException {
        ground.close();
    }
}
