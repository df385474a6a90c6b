package io.queuectl.cli.output;

import io.queuectl.cli.frame.Printable;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Rows as aligned columns. The widths are set by the first {@value #SAMPLE} rows, so that a list of any length is written in
 * bounded memory; a longer value further down moves its line only. On a terminal a line is cut to its width, the long texts first,
 * and columns that say nothing are left out.
 */
public final class TablePrinter implements RowPrinter {

    private static final int SAMPLE = 1_000;
    private static final int NARROWEST = 8;
    private static final String GAP = "  ";

    private final PrintStream out;
    private final Terminal terminal;
    private final TimeText times;
    private final List<Row> sample = new ArrayList<>();
    private List<Column> columns;
    private int[] widths = {};

    public TablePrinter(PrintStream out, Terminal terminal, List<Column> columns) {
        this(out, terminal, columns, TimeText.on(terminal));
    }

    TablePrinter(PrintStream out, Terminal terminal, List<Column> columns, TimeText times) {
        this.out = out;
        this.terminal = terminal;
        this.columns = List.copyOf(columns);
        this.times = times;
    }

    @Override
    public void print(Row row) {
        if (widths.length > 0) {
            line(cells(row), row);
            return;
        }
        sample.add(row);
        if (sample.size() == SAMPLE) {
            start();
        }
    }

    @Override
    public void close() {
        if (widths.length == 0 && !sample.isEmpty()) {
            start();
        }
        out.flush();
    }

    private void start() {
        if (terminal.interactive()) {
            columns = columns.stream()
                    .filter(column -> sample.stream().anyMatch(column::tells))
                    .toList();
        }
        List<List<String>> lines = sample.stream().map(this::cells).toList();
        widths = IntStream.range(0, columns.size())
                .map(i -> lines.stream()
                        .mapToInt(cells -> TextWidth.of(cells.get(i)))
                        .reduce(TextWidth.of(columns.get(i).heading()), Math::max))
                .toArray();
        fit();
        heading();
        for (int i = 0; i < lines.size(); i++) {
            line(lines.get(i), sample.get(i));
        }
        sample.clear();
    }

    private void fit() {
        int room = terminal.columns();
        while (total() > room) {
            int widest = IntStream.range(0, widths.length)
                    .filter(i -> columns.get(i).shape() == Column.Shape.LONG_TEXT && widths[i] > NARROWEST)
                    .reduce(-1, (a, b) -> a < 0 || widths[b] > widths[a] ? b : a);
            if (widest < 0) {
                return;
            }
            widths[widest]--;
        }
    }

    private long total() {
        return IntStream.of(widths).asLongStream().sum() + (long) GAP.length() * (widths.length - 1);
    }

    private void heading() {
        List<String> headings = columns.stream().map(Column::heading).toList();
        String text = TextWidth.cut(String.join(GAP, padded(headings)).stripTrailing(), terminal.columns());
        out.print(terminal.styled(Style.BOLD, text) + "\n");
    }

    private void line(List<String> cells, Row row) {
        List<String> padded = padded(cells);
        StringBuilder line = new StringBuilder();
        int room = terminal.columns();
        for (int i = 0; i < padded.size() && room > 0; i++) {
            String gap = i == 0 ? "" : GAP;
            String last = i == padded.size() - 1 ? padded.get(i).stripTrailing() : padded.get(i);
            String cut = TextWidth.cut(gap + last, room);
            room -= TextWidth.of(cut);
            line.append(styled(cut, columns.get(i), row));
        }
        out.print(line.toString().stripTrailing() + "\n");
    }

    private String styled(String text, Column column, Row row) {
        return column.shape() == Column.Shape.STATE
                ? terminal.styled(Style.ofState(row.plain(column.field())), text)
                : text;
    }

    private List<String> padded(List<String> cells) {
        return IntStream.range(0, cells.size())
                .mapToObj(i -> padded(cells.get(i), i))
                .toList();
    }

    private String padded(String cell, int column) {
        String cut = terminal.interactive() ? TextWidth.cut(cell, widths[column]) : cell;
        String space = " ".repeat(Math.max(0, widths[column] - TextWidth.of(cut)));
        return isNumber(columns.get(column)) ? space + cut : cut + space;
    }

    private static boolean isNumber(Column column) {
        return column.shape() == Column.Shape.NUMBER || column.shape() == Column.Shape.MILLIS;
    }

    private List<String> cells(Row row) {
        return columns.stream().map(column -> cell(row, column)).toList();
    }

    private String cell(Row row, Column column) {
        Object value = row.value(column.field());
        if (value == null) {
            return "-";
        }
        if (value instanceof Instant time) {
            return times.of(time);
        }
        if (value instanceof Long millis && column.shape() == Column.Shape.MILLIS) {
            return TimeText.of(Duration.ofMillis(millis));
        }
        return Printable.line(value.toString());
    }
}
