package io.queuectl.cli.output;

import io.queuectl.cli.frame.Printable;
import java.io.PrintStream;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** Rows as comma-separated values after RFC 4180, with the names as the first line. Rows within rows are left out. */
final class CsvPrinter implements RowPrinter {

    private final PrintStream out;
    private final UnaryOperator<String> shown;
    private List<String> names = List.of();

    CsvPrinter(PrintStream out) {
        this(out, UnaryOperator.identity());
    }

    private CsvPrinter(PrintStream out, UnaryOperator<String> shown) {
        this.out = out;
        this.shown = shown;
    }

    /** One that spells control characters out: no other program reads the values. */
    static CsvPrinter onTerminal(PrintStream out) {
        return new CsvPrinter(out, Printable::line);
    }

    @Override
    public void print(Row row) {
        if (names.isEmpty()) {
            names = row.names().stream().filter(name -> isFlat(row, name)).toList();
            line(names);
        }
        line(names.stream().map(row::plain).toList());
    }

    @Override
    public void close() {
        out.flush();
    }

    private static boolean isFlat(Row row, String name) {
        return !(row.value(name) instanceof Row) && !(row.value(name) instanceof List<?>);
    }

    private void line(List<String> values) {
        out.print(values.stream().map(shown).map(CsvPrinter::quoted).collect(Collectors.joining(",")) + "\n");
    }

    private static String quoted(String value) {
        boolean needed = value.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return needed ? '"' + value.replace("\"", "\"\"") + '"' : value;
    }
}
