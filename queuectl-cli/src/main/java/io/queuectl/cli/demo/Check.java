package io.queuectl.cli.demo;

import io.queuectl.cli.output.Column;
import io.queuectl.cli.output.Row;
import java.util.List;

/**
 * Something the demonstration promised, and whether it came out.
 *
 * @param what for instance {@code both echoes complete at once}
 * @param found what was seen
 */
record Check(String what, String found, boolean passed) {

    static final List<Column> COLUMNS = List.of(
            Column.text("result", "RESULT"), Column.text("what", "PROMISED"), Column.longText("found", "FOUND"));

    Row row() {
        return new Row()
                .text("result", passed ? "ok" : "FAILED")
                .text("what", what)
                .text("found", found);
    }
}
