package io.queuectl.benchmarks;

import io.queuectl.core.spi.JobStore;
import java.io.IOException;
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
record Place(Database database, String location, @Nullable String shared, Connector connector, Ground ground)
        implements AutoCloseable {

    /** Opens connections without a pool. */
    interface Connector {
        Connection connect() throws SQLException;
    }

    /** What goes when the round is over. */
    interface Ground {
        void close() throws IOException;
    }

    /** The caller closes it. */
    JobStore open() {
        return database.open(location);
    }

    RawQueue createRaw() throws SQLException {
        return RawQueue.create(connector.connect(), database.raw());
    }

    RawQueue joinRaw() throws SQLException {
        return RawQueue.join(connector.connect(), database.raw());
    }

    /** @throws IllegalArgumentException if only one process can open it */
    String sharedLocation() {
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
