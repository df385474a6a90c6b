package io.queuectl.cli.it;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * A database of one test.
 *
 * @param location as given to {@code --db}
 * @param connector as a person's own shell reaches its tables, without queuectl
 */
record TestedDatabase(String location, Connector connector, Runnable drop) implements AutoCloseable {

    /** Connections that find the tables by their bare names. */
    @FunctionalInterface
    interface Connector {
        Connection connect() throws SQLException;
    }

    /** What it holds. */
    Database jobs() {
        return new Database(location);
    }

    Connection connect() throws SQLException {
        return connector.connect();
    }

    /** Changes it as a person with a shell of the database would. */
    void edit(String... statements) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException failed) {
            throw new IllegalStateException("cannot edit " + location, failed);
        }
    }

    @Override
    public void close() {
        drop.run();
    }
}
