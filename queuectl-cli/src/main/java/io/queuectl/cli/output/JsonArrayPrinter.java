package io.queuectl.cli.output;

import java.io.PrintStream;

/** Rows as one JSON array, a row a line. */
final class JsonArrayPrinter implements RowPrinter {

    private final PrintStream out;
    private String before = "[\n";

    JsonArrayPrinter(PrintStream out) {
        this.out = out;
    }

    @Override
    public void print(Row row) {
        out.print(before);
        out.print(JsonWriter.line(row));
        before = ",\n";
    }

    @Override
    public void close() {
        out.print(before.startsWith("[") ? "[]\n" : "\n]\n");
        out.flush();
    }
}
