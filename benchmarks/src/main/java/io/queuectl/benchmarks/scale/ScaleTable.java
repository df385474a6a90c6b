package io.queuectl.benchmarks.scale;

import io.queuectl.benchmarks.Database;
import io.queuectl.benchmarks.Series;
import io.queuectl.benchmarks.race.Row;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The figures of {@link Scale} in Markdown: a table a store, a row a figure, a column a size. */
final class ScaleTable {

    private ScaleTable() {}

    static String of(List<Row> rows) {
        return rows.stream()
                .map(Row::store)
                .distinct()
                .map(store -> table(
                        store,
                        rows.stream().filter(row -> row.store().equals(store)).toList()))
                .collect(Collectors.joining("\n\n"));
    }

    private static String table(String store, List<Row> rows) {
        List<Integer> sizes = rows.stream().map(Row::size).distinct().sorted().toList();
        StringBuilder table = new StringBuilder("| " + Database.named(store).title() + ", jobs waiting |");
        sizes.forEach(size -> table.append(String.format(Locale.ROOT, " %,d |", size)));
        table.append("\n|---|").append("---:|".repeat(sizes.size()));
        for (Figure figure : Figure.values()) {
            List<Row> values = rows.stream()
                    .filter(row -> row.metric().equals(figure.text()))
                    .toList();
            if (!values.isEmpty()) {
                table.append("\n| " + figure.title() + ", " + figure.unit() + " |");
                sizes.forEach(
                        size -> table.append(' ').append(cell(values, size)).append(" |"));
            }
        }
        return table.toString();
    }

    private static String cell(List<Row> values, int size) {
        Series series = new Series("", "");
        values.stream().filter(row -> row.size() == size).forEach(row -> series.add(row.value()));
        return series.values().isEmpty() ? "–" : series.cell();
    }
}
