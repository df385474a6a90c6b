package io.queuectl.benchmarks.race;

import io.queuectl.benchmarks.Series;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Medians and ranges of what a run measured, a line a figure, as a table in Markdown. */
final class Summary {

    private Summary() {}

    static String of(List<Row> rows) {
        Map<String, Series> figures = new LinkedHashMap<>();
        for (Row row : rows) {
            String key = String.join(
                    " | ",
                    row.store(),
                    row.phase(),
                    Integer.toString(row.size()),
                    row.contender() + " " + row.setting(),
                    row.metric() + ", " + row.unit());
            figures.computeIfAbsent(key, other -> new Series(row.metric(), row.unit()))
                    .add(row.value());
        }
        StringBuilder table = new StringBuilder(
                "| store | phase | size | contender | | median (range) |\n|---|---|---:|---|---|---:|\n");
        figures.forEach((key, series) -> table.append("| ")
                .append(key)
                .append(" | ")
                .append(series.cell())
                .append(" |\n"));
        return table.toString();
    }
}
