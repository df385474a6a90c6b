package io.queuectl.examples.customstore;

import java.util.function.Function;

/** One open store's way to the database: until that store is closed. Thread-safe. */
final class Session {

    private final Database database;
    private volatile boolean closed;

    Session(Database database) {
        this.database = database;
    }

    <T> T read(Function<Tables, T> body) {
        requireOpen();
        return database.read(body);
    }

    <T> T write(Function<Database.Transaction, T> body) {
        requireOpen();
        return database.write(body);
    }

    Database database() {
        requireOpen();
        return database;
    }

    void close() {
        closed = true;
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("this store was closed");
        }
    }
}
