package io.queuectl.testkit.postgres;

import java.sql.SQLException;
import java.util.UUID;

/** A database or schema for one test, dropped at its close. */
public final class Scratch implements AutoCloseable {

    private final Address admin;
    private final Address address;
    private final String name;
    private final String drop;

    private Scratch(Address admin, Address address, String name, String drop) {
        this.admin = admin;
        this.address = address;
        this.name = name;
        this.drop = drop;
    }

    static Scratch database(Address server) {
        String name = freshName();
        run(server, "CREATE DATABASE " + name);
        return new Scratch(server, server.in(name), name, "DROP DATABASE IF EXISTS " + name + " WITH (FORCE)");
    }

    static Scratch schema(Address server) {
        String name = freshName();
        run(server, "CREATE SCHEMA " + name);
        return new Scratch(server, server, name, "DROP SCHEMA IF EXISTS " + name + " CASCADE");
    }

    /** The database in question; of a schema, the database it is in. */
    public Address address() {
        return address;
    }

    /** Of the database or schema. */
    public String name() {
        return name;
    }

    /** What still uses it makes this fail rather than wait. */
    @Override
    public void close() {
        run(admin, "SET lock_timeout = '5s'", drop);
    }

    private static String freshName() {
        return "queuectl_test_" + UUID.randomUUID().toString().substring(0, 8);
    }

    private static void run(Address address, String... statements) {
        try {
            address.run(statements);
        } catch (SQLException e) {
            throw new IllegalStateException(statements[statements.length - 1] + " failed at " + address, e);
        }
    }
}
