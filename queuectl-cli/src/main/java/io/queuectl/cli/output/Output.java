package io.queuectl.cli.output;

import io.queuectl.cli.frame.OutputFormat;
import io.queuectl.cli.frame.Session;
import java.io.PrintStream;
import java.util.List;

/** Where a reading command puts its data, in the form that was asked for. */
public final class Output {

    private final PrintStream out;
    private final OutputFormat format;
    private final boolean onTerminal;
    private final Terminal terminal;
    private final TimeText times;

    private Output(PrintStream out, OutputFormat format, boolean onTerminal, Terminal terminal) {
        this.out = out;
        this.format = format;
        this.onTerminal = onTerminal;
        this.terminal = terminal;
        this.times = TimeText.on(terminal);
    }

    public static Output of(Session session) {
        boolean onTerminal = session.surroundings().terminals().out();
        boolean forPeople = session.output() == OutputFormat.TABLE && onTerminal;
        Terminal terminal = forPeople
                ? Terminal.ofProcess(session.colour(), session.surroundings().variable("COLUMNS"))
                : Terminal.none(session.colour());
        return new Output(session.out(), session.output(), onTerminal, terminal);
    }

    public boolean isTable() {
        return format == OutputFormat.TABLE;
    }

    public OutputFormat format() {
        return format;
    }

    public Terminal terminal() {
        return terminal;
    }

    public TimeText times() {
        return times;
    }

    /** A printer of rows of one sort; {@code columns} are for the table, the other forms write every field of the row. */
    public RowPrinter printer(List<Column> columns) {
        return switch (format) {
            case TABLE -> new TablePrinter(out, terminal, columns, times);
            case JSON -> new JsonArrayPrinter(out);
            case NDJSON -> new JsonLinePrinter(out);
            case CSV -> onTerminal ? CsvPrinter.onTerminal(out) : new CsvPrinter(out);
            case ID -> new IdPrinter(out);
        };
    }

    public void print(List<Row> rows, List<Column> columns) {
        try (RowPrinter printer = printer(columns)) {
            rows.forEach(printer::print);
        }
    }

    /** Writes one thing alone: in JSON an object, not an array of one. Not for tables. */
    public void printOne(Row row) {
        try (RowPrinter printer = format == OutputFormat.JSON ? new JsonLinePrinter(out) : printer(List.of())) {
            printer.print(row);
        }
    }

    /** Writes a line of a table; the text must be safe. On a terminal it is cut to its width. */
    public void line(String safeText) {
        line(Style.PLAIN, safeText);
    }

    public void line(Style style, String safeText) {
        out.print(terminal.styled(style, TextWidth.cut(safeText, terminal.columns())) + "\n");
    }

    /** Writes a text without cutting it: on a terminal in as many lines as it takes. */
    public void paragraph(String safeText) {
        StringBuilder line = new StringBuilder();
        for (String word : safeText.split(" ", -1)) {
            if (!line.isEmpty() && TextWidth.of(line + " " + word) > terminal.columns()) {
                out.print(line + "\n");
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : " ").append(word);
        }
        out.print(line + "\n");
    }
}
