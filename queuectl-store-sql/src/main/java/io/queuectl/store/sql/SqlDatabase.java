package io.queuectl.store.sql;

import io.queuectl.core.spi.WakeUps;
import java.sql.Connection;
import java.sql.SQLException;

/** One database as its store reaches it. Connections come in auto-commit mode, ready to use, and belong to the caller. */
public interface SqlDatabase extends AutoCloseable {

    /** A connection to write on. A store holds one at a time. */
    Connection openWriter() throws SQLException;

    /** A connection to read on. A store holds a few. */
    Connection openReader() throws SQLException;

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
