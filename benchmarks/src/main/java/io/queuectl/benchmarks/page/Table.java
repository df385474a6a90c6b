package io.queuectl.benchmarks.page;

import io.queuectl.benchmarks.page.Results.Figure;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One phase on one store in Markdown: a row a contender and setting, a column a figure. A phase of a single rate is told with its range beside it and compared to
 * the raw database, the best first; the others are in the order they were measured.
 */
final class Table {

    /** Of how much was done, and of how long it was at most. Not told in columns. */
    private static final Set<String> EXTENT = Set.of("jobs", "cap");

    private final Map<Figure, Rounds> figures;
    private final Map<Subject, Rounds> caps = new HashMap<>();
    private final String usual;
    private final List<Measure> measures;
    private final List<Subject> subjects;

    /** @param all figures of one phase on one store */
    Table(Map<Figure, Rounds> all) {
        figures = new LinkedHashMap<>(all);
        figures.keySet().removeIf(figure -> EXTENT.contains(figure.measure().metric()));
        all.forEach((figure, rounds) -> {
            if (figure.measure().metric().equals("cap")) {
                caps.put(figure.subject(), rounds);
            }
        });
        usual = Stage.durability(figures.keySet());
        measures = figures.keySet().stream().map(Figure::measure).distinct().toList();
        subjects = figures.keySet().stream().map(Figure::subject).distinct().toList();
    }

    /** Says so if nothing was measured. */
    String markdown() {
        if (figures.isEmpty()) {
            return "Not measured.";
        }
        return single() ? ranked() : crossed();
    }

    /** Contenders of different speed are given different numbers of jobs, which is no other figure. */
    private boolean single() {
        Measure first = measures.get(0);
        boolean curve = subjects.stream().anyMatch(subject -> columns(subject) > 1);
        return !curve
                && first.unit().endsWith("/s")
                && measures.stream().allMatch(measure -> measure.metric().equals(first.metric()));
    }

    private long columns(Subject subject) {
        return figures.keySet().stream()
                .filter(figure -> figure.subject().equals(subject))
                .count();
    }

    private String ranked() {
        Comparator<Map.Entry<Figure, Rounds>> worstFirst =
                Comparator.comparingDouble(entry -> entry.getValue().median());
        double raw = yardstick();
        String unit = measures.get(0).unit();
        Stream<String> rows = figures.entrySet().stream()
                .sorted(worstFirst.reversed())
                .map(entry -> row(
                        label(entry.getKey().subject()),
                        Rounds.text(entry.getValue().median()),
                        entry.getValue().range(),
                        String.valueOf(entry.getValue().count()),
                        raw > 0 ? ratio(entry.getValue().median() / raw) : "–"));
        return lines(row(usual, unit, "range", "n", "to raw"), 4, rows);
    }

    /** Tells of those that were stopped before their end. */
    private String label(Subject subject) {
        Rounds cap = caps.get(subject);
        return subject.label(usual) + (cap == null ? "" : ", stopped after " + Rounds.text(cap.median()) + " s");
    }

    private double yardstick() {
        return figures.entrySet().stream()
                .filter(entry -> entry.getKey().subject().yardstick())
                .mapToDouble(entry -> entry.getValue().median())
                .findFirst()
                .orElse(0);
    }

    private static String ratio(double ratio) {
        return ratio < 0.0001 ? "< 0.0001" : String.format(Locale.ROOT, ratio >= 0.1 ? "%.2f" : "%.4f", ratio);
    }

    private String crossed() {
        Stream<String> rows = subjects.stream()
                .map(subject -> row(
                        label(subject),
                        measures.stream()
                                .map(measure -> figures.get(new Figure(subject, measure)))
                                .map(rounds -> rounds == null ? "–" : rounds.cell())
                                .toArray(String[]::new)));
        String[] heads = measures.stream().map(this::head).toArray(String[]::new);
        return lines(row(usual, heads), heads.length, rows);
    }

    /** As much of it as tells the columns apart. */
    private String head(Measure measure) {
        String metric = differs(measures.stream().map(Measure::metric)) ? measure.metric() : null;
        String size = differs(measures.stream().map(Measure::size))
                ? String.format(Locale.ROOT, "%,d", measure.size())
                : null;
        String unit = measure.unit().isEmpty() ? null : measure.unit();
        return Stream.of(size, metric, unit).filter(Objects::nonNull).collect(Collectors.joining(", "));
    }

    private static boolean differs(Stream<?> values) {
        return values.distinct().count() > 1;
    }

    private static String row(String first, String... others) {
        return "| " + first + " | " + String.join(" | ", others) + " |";
    }

    private static String lines(String head, int columns, Stream<String> rows) {
        return head + "\n|---|" + "---:|".repeat(columns) + "\n" + rows.collect(Collectors.joining("\n"));
    }
}
