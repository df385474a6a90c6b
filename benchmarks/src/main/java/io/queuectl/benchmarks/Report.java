package io.queuectl.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What one run measured: a Markdown table with a row a figure and a column a database, and every single value as comma-separated
 * text. Says on standard error what it is given as it comes. Confined to one thread.
 */
final class Report {

    private final Map<String, Map<Database, String>> rows = new LinkedHashMap<>();
    private final List<String> values = new ArrayList<>(List.of("store,figure,unit,round,value"));

    /** A row with median and range. */
    void median(Database database, Series series) {
        row(database, label(series, ""), series.cell());
        keep(database, series);
    }

    /** Two rows with the median and what 99 of 100 stay below. */
    void spread(Database database, Series series) {
        String count = " (n=" + series.values().size() + ")";
        row(database, label(series, ", p50"), Series.text(series.median()) + count);
        row(database, label(series, ", p99"), Series.text(series.quantile(0.99)) + count);
        keep(database, series);
    }

    /** A row with how the medians of two contenders of the same rounds compare. */
    void ratio(Database database, String name, Series of, Series to) {
        row(database, name, String.format(Locale.ROOT, "%.2f", of.median() / to.median()));
    }

    private static String label(Series series, String which) {
        return series.name() + which + (series.unit().isEmpty() ? "" : ", " + series.unit());
    }

    private void row(Database database, String label, String cell) {
        rows.computeIfAbsent(label, other -> new TreeMap<>()).put(database, cell);
        System.err.println(database.title() + ": " + label + ": " + cell);
    }

    private void keep(Database database, Series series) {
        for (int round = 0; round < series.values().size(); round++) {
            values.add(String.format(
                    Locale.ROOT,
                    "%s,\"%s\",%s,%d,%.6f",
                    database.text(),
                    series.name(),
                    series.unit(),
                    round + 1,
                    series.values().get(round)));
        }
    }

    String markdown() {
        List<Database> columns = rows.values().stream()
                .flatMap(row -> row.keySet().stream())
                .distinct()
                .sorted()
                .toList();
        StringBuilder table = new StringBuilder("| |");
        columns.forEach(column -> table.append(' ').append(column.title()).append(" |"));
        table.append("\n|---|").append("---:|".repeat(columns.size()));
        rows.forEach((label, cells) -> table.append("\n| ")
                .append(label)
                .append(" | ")
                .append(columns.stream()
                        .map(column -> cells.getOrDefault(column, "–"))
                        .collect(Collectors.joining(" | ")))
                .append(" |"));
        return table.toString();
    }

    /** Writes every value to a file and answers it. */
    Path write(String name) throws IOException {
        Path folder =
                Files.createDirectories(Path.of(System.getProperty("queuectl.root", "."), "benchmarks", "target"));
        return Files.write(folder.resolve(name).normalize(), values);
    }
}
