package io.queuectl.benchmarks;

import io.queuectl.testkit.postgres.Address;
import io.queuectl.testkit.postgres.Scratch;
import io.queuectl.testkit.postgres.TestPostgres;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.regex.Pattern;

/** A schema of its own in the PostgreSQL server that the tests use. */
final class PostgresPlace {

    private static final Pattern SCHEMA = Pattern.compile("([?&])schema=");

    private PostgresPlace() {}

    /** @throws IllegalStateException if the server does not sync what it commits */
    static Place fresh() {
        Scratch schema = TestPostgres.schema();
        try {
            requireDurable(schema.address());
        } catch (SQLException e) {
            throw new IllegalStateException("cannot ask the server for its settings", e);
        }
        Address here = schema.address().with("schema", schema.name());
        String location = here.urlWithPassword();
        return new Place(Database.POSTGRES, location, location, connector(location), schema::close);
    }

    /** The driver calls queuectl's option by another name. */
    static Place.Connector connector(String location) {
        String url = SCHEMA.matcher(location).replaceFirst("$1currentSchema=");
        return () -> DriverManager.getConnection(url);
    }

    private static void requireDurable(Address address) throws SQLException {
        for (String setting : new String[] {"fsync", "synchronous_commit"}) {
            try (Connection connection = address.connect();
                    Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery("SHOW " + setting)) {
                if (!rows.next() || !rows.getString(1).equals("on")) {
                    throw new IllegalStateException("the server does not run with " + setting + "=on");
                }
            }
        }
    }
}
