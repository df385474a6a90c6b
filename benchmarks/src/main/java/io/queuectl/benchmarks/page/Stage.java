package io.queuectl.benchmarks.page;

import io.queuectl.benchmarks.page.Results.Figure;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A store that charts are drawn of, with the stores of those peers that are compared on it although they have another.
 *
 * @param guests stores of such peers
 */
record Stage(String store, String title, List<String> guests) {

    private static final List<Stage> ALL = List.of(
            new Stage("sqlite", "SQLite", List.of()),
            new Stage("h2", "H2 file", List.of()),
            new Stage("h2-memory", "H2 memory", List.of()),
            new Stage("postgres", "PostgreSQL", List.of("redis")));

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
        String of = figure.subject().store();
        return of.equals(store) || guests.contains(of);
    }

    /** How durable most were; a subject that differs says so in its {@link #label}. */
    String durability(Set<Figure> figures) {
        Map<String, Long> counts = figures.stream()
                .map(Figure::subject)
                .distinct()
                .collect(Collectors.groupingBy(Subject::durability, Collectors.counting()));
        return counts.entrySet().stream()
                .max(Map.Entry.<String, Long>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
                .map(Map.Entry::getKey)
                .orElse("");
    }

    /** @param usual durability that needs no mention */
    String label(Subject subject, String usual) {
        return subject.label() + remark(subject, usual);
    }

    /** For a chart, where there is less room. */
    String brief(Subject subject, String usual) {
        return subject.brief() + remark(subject, usual);
    }

    private String remark(Subject subject, String usual) {
        Set<String> differs = new LinkedHashSet<>();
        if (!subject.store().equals(store)) {
            differs.add(subject.store());
        }
        if (!subject.durability().equals(usual)) {
            differs.add(subject.durability());
        }
        return differs.isEmpty() ? "" : " (" + String.join(", ", differs) + ")";
    }
}
