package io.queuectl.store.postgres;

import io.queuectl.testkit.postgres.Address;
import io.queuectl.testkit.postgres.Scratch;
import java.sql.SQLException;

/** A role that may use one schema and nothing else, for as long as a test lasts. */
final class AppRole implements AutoCloseable {

    private static final String PASSWORD = "of a test";

    private final Address admin;
    private final String name;

    AppRole(Scratch schema) throws SQLException {
        admin = schema.address();
        name = schema.name() + "_app";
        admin.run(
                "CREATE ROLE " + name + " LOGIN PASSWORD '" + PASSWORD + "'",
                "GRANT USAGE, CREATE ON SCHEMA " + schema.name() + " TO " + name);
    }

    Address address() {
        return admin.as(name, PASSWORD);
    }

    /** What a database administrator decides about it, as in ALTER ROLE. */
    AppRole alter(String... decisions) throws SQLException {
        for (String decision : decisions) {
            admin.run("ALTER ROLE " + name + " " + decision);
        }
        return this;
    }

    String name() {
        return name;
    }

    @Override
    public void close() throws SQLException {
        admin.run("DROP OWNED BY " + name + " CASCADE", "DROP ROLE " + name);
    }
}
