package io.queuectl.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class RowPrinterTest {

    private static final Row FIRST = new Row()
            .text("id", "a")
            .text("command", "echo \"hi\", you\nthere")
            .number("attempts", 2)
            .time("created_at", Instant.parse("2026-11-22T12:00:00.120Z"))
            .text("error", null)
            .flag("cancel_requested", false)
            .rows("runs", List.of(new Row().number("ordinal", 1)));
    private static final Row SECOND = new Row().text("id", "b");

    @Test
    void jsonIsOneArrayWithARowALine() {
        assertThat(written(JsonArrayPrinter::new, FIRST, SECOND)).isEqualTo("""
                        [
                        {"id":"a","command":"echo \\"hi\\", you\\nthere","attempts":2,"created_at":"2026-11-22T12:00:00.120Z","error":null,"cancel_requested":false,"runs":[{"ordinal":1}]},
                        {"id":"b"}
                        ]
                        """);
        assertThat(written(JsonArrayPrinter::new)).isEqualTo("[]\n");
    }

    @Test
    void ndjsonIsOneObjectALine() {
        assertThat(written(JsonLinePrinter::new, SECOND, SECOND)).isEqualTo("{\"id\":\"b\"}\n{\"id\":\"b\"}\n");
    }

    @Test
    void csvQuotesWhatNeedsItAndLeavesRowsWithinOut() {
        assertThat(written(CsvPrinter::new, FIRST)).isEqualTo("""
                        id,command,attempts,created_at,error,cancel_requested
                        a,"echo ""hi"", you
                        there",2,2026-11-22T12:00:00.120Z,,false
                        """);
    }

    @Test
    void csvIsRawForProgramsOnly() {
        Row coloured = new Row().text("text", "\033[31mred");

        assertThat(written(CsvPrinter::new, coloured)).isEqualTo("text\n\033[31mred\n");
        assertThat(written(CsvPrinter::onTerminal, coloured)).isEqualTo("text\n\\u001b[31mred\n");
    }

    @Test
    void idIsTheFirstFieldAlone() {
        assertThat(written(IdPrinter::new, FIRST, SECOND)).isEqualTo("a\nb\n");
    }

    @Test
    void jsonCarriesNoRawControlCharacter() {
        assertThat(JsonWriter.line(new Row().text("x", "\033[1m\u007f\u009b\u202e漢😀")))
                .isEqualTo("{\"x\":\"\\u001B[1m\\u007F\\u009b\\u202e漢😀\"}");
    }

    private static String written(Function<PrintStream, RowPrinter> format, Row... rows) {
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        try (RowPrinter printer = format.apply(new PrintStream(written, false, StandardCharsets.UTF_8))) {
            List.of(rows).forEach(printer::print);
        }
        return written.toString(StandardCharsets.UTF_8);
    }
}
