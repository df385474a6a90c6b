package io.queuectl.benchmarks.page;

import io.queuectl.benchmarks.race.Row;
import io.queuectl.benchmarks.race.Sheet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What a worker and its database took in the hours of a soak, a chart a metric and a line a store, from {@code benchmarks/results/soak.csv}, which the profile
 * {@code soak} writes to {@code chaos/target/chaos}. The same results always give the same charts.
 */
public final class SoakPage {

    private static final int MINUTES = 5;

    private static final Map<String, String> TITLES = Map.of(
            "memory", "Resident memory of a worker",
            "threads", "Threads of a worker",
            "handles", "Open files of a worker",
            "database", "Size of the database",
            "log", "Size of the log that is written ahead");

    private SoakPage() {}

    /** Draws what there are results of. */
    public static void write(Path root) throws IOException {
        for (Map.Entry<Path, String> file : files(root).entrySet()) {
            Files.writeString(file.getKey(), file.getValue());
        }
    }

    /** Every chart with its text; none where there are no results. */
    static Map<Path, String> files(Path root) throws IOException {
        Path results = root.resolve("benchmarks/results/soak.csv");
        Map<Path, String> files = new TreeMap<>();
        if (Files.exists(results)) {
            Map<String, List<Row>> byMetric = Sheet.read(results).stream()
                    .collect(Collectors.groupingBy(Row::metric, TreeMap::new, Collectors.toList()));
            byMetric.forEach((metric, rows) -> files.put(
                    root.resolve("docs/charts/soak-" + metric + ".svg"),
                    new LineChart(lines(rows), rows.get(0).unit(), "minutes")
                            .draw(TITLES.getOrDefault(metric, metric))));
        }
        return files;
    }

    private static List<LineChart.Line> lines(List<Row> rows) {
        Map<String, List<Row>> byStore =
                rows.stream().collect(Collectors.groupingBy(Row::store, TreeMap::new, Collectors.toList()));
        return byStore.entrySet().stream()
                .map(store -> new LineChart.Line(store.getKey(), Tone.QUEUECTL, points(store.getValue())))
                .toList();
    }

    /** By the minute up to which they were taken. */
    private static SortedMap<Long, Rounds> points(List<Row> rows) {
        Map<Long, List<Double>> values = rows.stream()
                .collect(Collectors.groupingBy(
                        row -> (row.size() / 60L / MINUTES + 1) * MINUTES,
                        Collectors.mapping(Row::value, Collectors.toList())));
        SortedMap<Long, Rounds> points = new TreeMap<>();
        values.forEach((minute, all) -> points.put(minute, new Rounds(all)));
        return points;
    }
}
