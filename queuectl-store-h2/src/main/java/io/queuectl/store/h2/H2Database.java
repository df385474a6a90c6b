package io.queuectl.store.h2;

import io.queuectl.api.StoreException;
import io.queuectl.api.StoreException.Reason;
import io.queuectl.core.spi.StoreProvider.OpenMode;
import io.queuectl.core.spi.WakeUps;
import io.queuectl.store.sql.SqlDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import org.h2.engine.Constants;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An open H2 database as the SQL store reaches it. */
final class H2Database implements SqlDatabase {

    private static final Logger LOG = LoggerFactory.getLogger(H2Database.class);

    private final H2Connector connector;
    private final H2Options options;
    private final H2Facts facts;
    private final Doorbell doorbell;

    /** Open as long as the store is: with its last connection a database in memory vanishes, and one in a file is closed and tidied up. */
    private final @Nullable Connection anchor;

    H2Database(
            H2Connector connector, H2Options options, H2Facts facts, Doorbell doorbell, @Nullable Connection anchor) {
        this.connector = connector;
        this.options = options;
        this.facts = facts;
        this.doorbell = doorbell;
        this.anchor = anchor;
    }

    /** New jobs lock no lane, so that they go beside the claims. */
    @Override
    public int producers() {
        return 1;
    }

    /**
     * The file may have been closed and opened again since the last one, by this process or by another that serves it now; H2 then begins with its default,
     * whatever was set before.
     */
    @Override
    public Connection openWriter() throws SQLException {
        if (options.access() == OpenMode.READ) {
            throw StoreException.of(Reason.REJECTED, "the database was opened for reading only", null);
        }
        Connection connection = open(Connection.TRANSACTION_READ_COMMITTED);
        boolean done = false;
        try {
            facts.forceWriting(connection);
            done = true;
            return connection;
        } finally {
            if (!done) {
                closeQuietly(connection);
            }
        }
    }

    @Override
    public Connection openReader() throws SQLException {
        return open(Constants.TRANSACTION_SNAPSHOT);
    }

    private Connection open(int isolation) throws SQLException {
        Connection connection = connector.connect();
        boolean done = false;
        try {
            connection.setAutoCommit(true);
            connection.setTransactionIsolation(isolation);
            done = true;
            return connection;
        } finally {
            if (!done) {
                closeQuietly(connection);
            }
        }
    }

    /** An application's pool need not put back what was set here. */
    @Override
    public void giveBack(Connection connection) throws SQLException {
        connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
        connection.close();
    }

    @Override
    public void brought() {
        doorbell.ring();
    }

    @Override
    public WakeUps wakeUps() {
        return doorbell.listen();
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
        if (anchor != null) {
            closeQuietly(anchor);
        }
    }

    static void closeQuietly(Connection connection) {
        try {
            connection.close();
        } catch (SQLException e) {
            LOG.debug("event=close-failed", e);
        }
    }
}
