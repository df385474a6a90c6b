package io.queuectl.cli.command;

import io.queuectl.api.LogLine;
import io.queuectl.cli.frame.Printable;
import io.queuectl.cli.frame.Session;
import io.queuectl.cli.output.Output;
import io.queuectl.cli.output.Row;
import io.queuectl.cli.output.RowPrinter;
import io.queuectl.cli.output.Style;
import io.queuectl.core.spi.LogEntry;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Writes log lines: as they were written for a pipe, made safe and parted by attempts for a terminal, or as rows. */
final class LogPrinter implements AutoCloseable {

    private final PrintStream out;
    private final Output output;
    private final boolean safe;
    private final @Nullable RowPrinter rows;
    private int ordinal;

    private LogPrinter(PrintStream out, Output output, boolean safe, @Nullable RowPrinter rows) {
        this.out = out;
        this.output = output;
        this.safe = safe;
        this.rows = rows;
    }

    static LogPrinter of(Session session, boolean raw) {
        Output output = Output.of(session);
        boolean safe = output.terminal().interactive() && !raw;
        return new LogPrinter(session.out(), output, safe, output.isTable() ? null : output.printer(List.of()));
    }

    void print(LogEntry entry) {
        if (rows != null) {
            rows.print(row(entry));
            return;
        }
        if (output.terminal().interactive() && entry.ordinal() != ordinal) {
            ordinal = entry.ordinal();
            output.line(
                    Style.DIM,
                    "── attempt " + ordinal + ", "
                            + output.times().of(entry.line().at()));
        }
        String text =
                safe ? Printable.outputLine(entry.line().text()) : entry.line().text();
        out.print(output.terminal().styled(style(entry.line().stream()), text) + "\n");
    }

    void flush() {
        out.flush();
    }

    @Override
    public void close() {
        if (rows != null) {
            rows.close();
        }
        out.flush();
    }

    private static Style style(LogLine.Stream stream) {
        return switch (stream) {
            case OUT -> Style.PLAIN;
            case ERR -> Style.YELLOW;
            case LOG -> Style.DIM;
        };
    }

    private static Row row(LogEntry entry) {
        return new Row()
                .number("position", entry.position())
                .number("attempt", entry.ordinal())
                .time("at", entry.line().at())
                .text("stream", entry.line().stream().name().toLowerCase(Locale.ROOT))
                .text("text", entry.line().text());
    }
}
