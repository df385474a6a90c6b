package io.queuectl.store.sql;

import io.queuectl.core.spi.WakeUps;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;

/** One database as its store reaches it. Connections come in auto-commit mode, ready to use, and belong to the caller. */
public interface SqlDatabase extends AutoCloseable {

    /** How many connections may write at the same time, one of them beside the lanes where there are several. */
    default int writers() {
        return lanes() + producers() + (lanes() > 1 ? 1 : 0);
    }

    /** See {@link io.queuectl.core.spi.JobStore#lanes()}. */
    default int lanes() {
        return 1;
    }

    /** See {@link io.queuectl.core.spi.JobStore#producers()}. */
    default int producers() {
        return 0;
    }

    /** See {@link io.queuectl.core.spi.JobStore#clock()}. */
    default InstantSource clock() {
        return InstantSource.system();
    }

    /** Is told that a transaction of this process was committed that may have brought work for others. */
    default void brought() {}

    /** A connection to write on. A store holds {@link #writers} at most. */
    Connection openWriter() throws SQLException;

    /** A connection to read on. A store holds a few. */
    Connection openReader() throws SQLException;

    /** Takes a connection back that is in order. */
    default void giveBack(Connection connection) throws SQLException {
        connection.close();
    }

    /** Takes a connection back on which something went wrong, perhaps in a transaction, which is then undone. */
    default void discard(Connection connection) throws SQLException {
        connection.close();
    }

    /** Is told whether a claim on that queue got as many jobs as it asked for. */
    default void claimed(String queue, boolean enough) {}

    WakeUps wakeUps();

    /** Where the data is, without any secret, for messages. */
    String location();

    /** Of the database software. */
    String version();

    /** What a commit survives, in a few words. */
    String durability();

    /** Lets go of what was opened and handed to nobody. */
    @Override
    void close();
}
