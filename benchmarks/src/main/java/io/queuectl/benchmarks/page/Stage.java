package io.queuectl.benchmarks.page;

import io.queuectl.benchmarks.page.Results.Figure;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** A store that charts are drawn of, and its name for people. */
record Stage(String store, String title) {

    private static final List<Stage> ALL = List.of(
            new Stage("sqlite", "SQLite"),
            new Stage("h2", "H2 file"),
            new Stage("h2-memory", "H2 memory"),
            new Stage("postgres", "PostgreSQL"));

    static List<Stage> all() {
        return ALL;
    }

    /** @throws IllegalArgumentException if there is none of that name */
    static Stage named(String store) {
        return ALL.stream()
                .filter(stage -> stage.store().equals(store))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no store " + store + " is drawn; there are "
                        + ALL.stream().map(Stage::store).collect(Collectors.joining(", "))));
    }

    boolean holds(Figure figure) {
        return figure.subject().store().equals(store);
    }

    /** How durable most were. */
    static String durability(Set<Figure> figures) {
        Map<String, Long> counts = figures.stream()
                .map(Figure::subject)
                .distinct()
                .collect(Collectors.groupingBy(Subject::durability, Collectors.counting()));
        return counts.entrySet().stream()
                .max(Map.Entry.<String, Long>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
                .map(Map.Entry::getKey)
                .orElse("");
    }
}
