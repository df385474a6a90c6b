package io.queuectl.cli.it;

/**
 * A database of one test.
 *
 * @param location as given to {@code --db}
 */
record TestedDatabase(String location, Runnable drop) implements AutoCloseable {

    /** What it holds. */
    Database jobs() {
        return new Database(location);
    }

    @Override
    public void close() {
        drop.run();
    }
}
