package io.queuectl.store.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.Executor;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Connections of the user's source, set up for what they are used for here and given back as they came. */
final class Sessions {

    private static final Logger LOG = LoggerFactory.getLogger(Sessions.class);
    private static final Executor SAME_THREAD = Runnable::run;

    private final Dialer dialer;
    private final PostgresOptions options;
    private final int patienceMillis;

    Sessions(DataSource source, PostgresOptions options) {
        this.dialer = new Dialer(source, options.patience());
        this.options = options;
        this.patienceMillis = Math.toIntExact(options.patience().toMillis());
    }

    /** As the source yields it, in auto-commit mode. */
    Connection plain() throws SQLException {
        Connection connection = dialer.dial();
        connection.setAutoCommit(true);
        return connection;
    }

    Connection writing() throws SQLException {
        return own(SessionSettings.WRITING);
    }

    Connection reading() throws SQLException {
        return own(SessionSettings.READING);
    }

    private Connection own(String settings) throws SQLException {
        Connection connection = plain();
        boolean done = false;
        try {
            connection.setNetworkTimeout(SAME_THREAD, patienceMillis);
            if (options.ownSessions()) {
                run(connection, settings);
            }
            done = true;
            return connection;
        } finally {
            if (!done) {
                abort(connection);
            }
        }
    }

    /** For statements that change nothing. */
    Connection ringing() throws SQLException {
        return own("SELECT 1");
    }

    Connection listening(Channel channel) throws SQLException {
        return own(channel.listen());
    }

    void endListening(Connection connection) {
        try (connection) {
            run(connection, "UNLISTEN *; SELECT pg_advisory_unlock_all()");
            connection.setNetworkTimeout(SAME_THREAD, 0);
        } catch (SQLException e) {
            LOG.debug("event=close-failed", e);
        }
    }

    static void abort(Connection connection) {
        try {
            connection.abort(SAME_THREAD);
        } catch (SQLException e) {
            LOG.debug("event=abort-failed", e);
        }
    }

    /** A pool's next user must not find our settings. */
    void giveBack(Connection connection) throws SQLException {
        try (connection) {
            if (options.ownSessions()) {
                run(connection, SessionSettings.RESTORED);
            }
            connection.setNetworkTimeout(SAME_THREAD, 0);
        }
    }

    static void run(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
