package io.queuectl.cli.output;

import java.io.PrintStream;
import java.util.List;
import java.util.stream.Collectors;

/** Rows as comma-separated values after RFC 4180, with the names as the first line. Rows within rows are left out. */
final class CsvPrinter implements RowPrinter {

    private final PrintStream out;
    private List<String> names = List.of();

    CsvPrinter(PrintStream out) {
        this.out = out;
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
        out.print(values.stream().map(CsvPrinter::quoted).collect(Collectors.joining(",")) + "\n");
    }

    private static String quoted(String value) {
        boolean needed = value.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return needed ? '"' + value.replace("\"", "\"\"") + '"' : value;
    }
}
