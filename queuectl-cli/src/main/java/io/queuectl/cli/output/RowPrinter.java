package io.queuectl.cli.output;

/** Writes rows in one format. Used by one thread. */
public interface RowPrinter extends AutoCloseable {

    void print(Row row);

    /** Writes what is left, and flushes. The writer behind it stays open. */
    @Override
    void close();
}
