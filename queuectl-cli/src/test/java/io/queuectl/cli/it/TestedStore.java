package io.queuectl.cli.it;

import io.queuectl.testkit.postgres.Scratch;
import io.queuectl.testkit.postgres.TestPostgres;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/** The kinds of database that the command line is tried on. */
enum TestedStore {
    SQLITE {
        @Override
        TestedDatabase database(Path directory) {
            Path file = directory.resolve("queue.db");
            return new TestedDatabase(file.toString(), () -> DatabaseDump.connect(file), () -> {});
        }
    },
    /** Several processes share the file through the server that the first of them is for the others. */
    H2 {
        @Override
        TestedDatabase database(Path directory) {
            String url = "jdbc:h2:" + directory.resolve("queue") + ";AUTO_SERVER=TRUE";
            return new TestedDatabase(
                    url, () -> within(DriverManager.getConnection(url, "sa", ""), "SET SCHEMA \"queuectl\""), () -> {});
        }
    },
    POSTGRES {
        @Override
        TestedDatabase database(Path directory) {
            Scratch schema = TestPostgres.schema();
            return new TestedDatabase(
                    schema.address().with("schema", schema.name()).shortUrl(),
                    () -> within(schema.address().connect(), "SET search_path TO " + schema.name()),
                    schema::close);
        }
    };

    /** An empty one; files go into that directory. */
    abstract TestedDatabase database(Path directory);

    private static Connection within(Connection connection, String schema) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(schema);
        }
        return connection;
    }
}
