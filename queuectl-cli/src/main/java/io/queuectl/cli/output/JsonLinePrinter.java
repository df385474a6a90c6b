package io.queuectl.cli.output;

import java.io.PrintStream;

/** Rows as one JSON object a line. */
final class JsonLinePrinter implements RowPrinter {

    private final PrintStream out;

    JsonLinePrinter(PrintStream out) {
        this.out = out;
    }

    @Override
    public void print(Row row) {
        out.print(JsonWriter.line(row) + "\n");
    }

    @Override
    public void close() {
        out.flush();
    }
}
