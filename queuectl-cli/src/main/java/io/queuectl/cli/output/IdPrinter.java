package io.queuectl.cli.output;

import io.queuectl.cli.frame.Printable;
import java.io.PrintStream;

/** The first field of each row, a line each. */
final class IdPrinter implements RowPrinter {

    private final PrintStream out;

    IdPrinter(PrintStream out) {
        this.out = out;
    }

    @Override
    public void print(Row row) {
        out.print(Printable.line(row.plain(row.names().get(0))) + "\n");
    }

    @Override
    public void close() {
        out.flush();
    }
}
