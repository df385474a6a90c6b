package io.queuectl.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class TablePrinterTest {

    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    private static final List<Column> COLUMNS = List.of(
            Column.text("id", "ID"),
            Column.state("state", "STATE"),
            Column.longText("command", "COMMAND"),
            Column.number("attempts", "ATTEMPTS"),
            Column.time("created_at", "CREATED"));

    private final ByteArrayOutputStream written = new ByteArrayOutputStream();

    @Test
    void offATerminalNothingIsCutAndTimesAreUtc() {
        print(Terminal.none(false), row("job0", "pending", "echo " + "x".repeat(200), 0));

        assertThat(lines())
                .containsExactly(
                        "ID    STATE    COMMAND" + " ".repeat(200) + "ATTEMPTS  CREATED",
                        "job0  pending  echo " + "x".repeat(200) + "         0  2026-11-22T11:59:48Z");
    }

    @Test
    void onATerminalTheLongTextGivesWay() {
        print(new Terminal(true, false, 60), row("job0", "pending", "echo " + "x".repeat(200), 12));

        assertThat(lines()).allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(60));
        assertThat(lines().get(1)).contains("echo xxx").contains("…").endsWith("12  12 s ago");
    }

    @Test
    void aLineNeverExceedsANarrowTerminal() {
        print(new Terminal(true, false, 20), row("job0", "dead", "echo hi", 3));

        assertThat(lines()).hasSize(2);
        assertThat(lines().get(1)).isEqualTo("job0  dead   echo hi");
    }

    @Test
    void colourSurroundsTheStateOnlyAndMovesNoColumn() {
        print(new Terminal(true, true, 80), row("a", "dead", "x", 1), row("b", "pending", "x", 1));

        assertThat(lines().get(1)).isEqualTo("a \033[31m  dead   \033[0m  x               1  12 s ago");
        assertThat(lines().get(2)).contains("pending  x");
    }

    @Test
    void aCutLineKeepsItsColour() {
        print(new Terminal(true, true, 12), row("job0", "dead", "echo hi", 3));

        assertThat(lines().get(1)).isEqualTo("job0\033[31m  dead \033[0m…");
    }

    @Test
    void aTerminalShowsNoColumnThatSaysNothing() {
        List<Column> columns = List.of(
                Column.text("id", "ID"),
                Column.number("attempts", "ATTEMPTS").usually("0"),
                Column.text("error", "ERROR"),
                Column.text("command", "COMMAND"));
        Row[] rows = {row("a", "dead", "x", 0), row("b", "dead", "y", 0)};

        print(new Terminal(true, false, 80), columns, rows);
        print(Terminal.none(false), columns, rows);

        assertThat(lines().subList(0, 2)).containsExactly("ID  COMMAND", "a   x");
        assertThat(lines().subList(3, 5)).containsExactly("ID  ATTEMPTS  ERROR  COMMAND", "a          0  -      x");
    }

    @Test
    void wideCharactersTakeTwoColumns() {
        print(new Terminal(true, false, 80), row("漢字", "dead", "x", 1), row("abcd", "dead", "x", 1));

        assertThat(lines().get(1)).startsWith("漢字  dead");
        assertThat(lines().get(2)).startsWith("abcd  dead");
    }

    @Test
    void controlCharactersAreSpeltOutEverywhere() {
        print(Terminal.none(false), row("a", "dead", "printf '\033]0;title\007'\nnext", 1));

        assertThat(lines().get(1)).contains("printf '\\u001b]0;title\\u0007'\\nnext");
    }

    @Test
    void rowsAfterTheSampleAreWrittenAtOnce() {
        try (RowPrinter printer = printer(Terminal.none(false), COLUMNS)) {
            for (int i = 0; i < 1_000; i++) {
                printer.print(row("job" + i, "dead", "x", 1));
            }
            assertThat(lines()).hasSize(1_001);
            printer.print(row("a-longer-id-than-any-before", "dead", "x", 1));
            assertThat(lines()).hasSize(1_002);
        }
    }

    @Test
    void noRowsNoHeading() {
        print(Terminal.none(false));

        assertThat(written.toString(StandardCharsets.UTF_8)).isEmpty();
    }

    private void print(Terminal terminal, Row... rows) {
        print(terminal, COLUMNS, rows);
    }

    private void print(Terminal terminal, List<Column> columns, Row... rows) {
        try (RowPrinter printer = printer(terminal, columns)) {
            List.of(rows).forEach(printer::print);
        }
    }

    private RowPrinter printer(Terminal terminal, List<Column> columns) {
        TimeText times = new TimeText(InstantSource.fixed(NOW), ZoneOffset.UTC, terminal.interactive());
        return new TablePrinter(new PrintStream(written, true, StandardCharsets.UTF_8), terminal, columns, times);
    }

    private List<String> lines() {
        return written.toString(StandardCharsets.UTF_8).lines().toList();
    }

    private static Row row(String id, String state, String command, int attempts) {
        return new Row()
                .text("id", id)
                .text("state", state)
                .text("command", command)
                .number("attempts", attempts)
                .time("created_at", NOW.minusSeconds(12));
    }
}
