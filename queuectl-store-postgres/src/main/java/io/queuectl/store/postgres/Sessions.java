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

    /** Ends one that may hang, without a word of farewell. It is closed as well: to a pool it would be lent for ever otherwise. */
    static void abort(Connection connection) {
        try (connection) {
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

    /** Gives back one whose work failed, with nothing done; or ends it, if it is not in order. */
    void discard(Connection connection) {
        boolean done = false;
        try {
            if (!connection.getAutoCommit()) {
                connection.rollback();
                connection.setAutoCommit(true);
            }
            giveBack(connection);
            done = true;
        } catch (SQLException broken) {
            LOG.debug("event=discard-failed", broken);
        } finally {
            if (!done) {
                abort(connection);
            }
        }
    }

    static void run(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
