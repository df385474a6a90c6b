package io.queuectl.benchmarks.page;

import java.util.ArrayList;
import java.util.List;

/** Comma-separated text as RFC 4180 has it, a record a line: cells with a comma or a quote stand in quotes, no cell has a line break. */
final class Csv {

    private Csv() {}

    /**
     * The cells of one line.
     *
     * @throws IllegalArgumentException if a quote is not closed
     */
    static List<String> cells(String line) {
        List<String> cells = new ArrayList<>();
        StringBuilder cell = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '"' && quoted && i + 1 < line.length() && line.charAt(i + 1) == '"') {
                cell.append(c);
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (c == ',' && !quoted) {
                cells.add(cell.toString());
                cell.setLength(0);
            } else {
                cell.append(c);
            }
        }
        if (quoted) {
            throw new IllegalArgumentException("a quote is not closed in: " + line);
        }
        cells.add(cell.toString());
        return cells;
    }
}
