package io.queuectl.benchmarks.page;

import io.queuectl.benchmarks.page.Results.Figure;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A chart that is drawn of each store, in its words.
 *
 * @param name of its file, before the store's
 * @param title with room for the store's
 * @param panels at least one; a curve has one only
 * @param across for a curve, what its numbers below are; empty for bars
 */
record Plate(String name, String title, List<Panel> panels, String across) {

    /** In which order they stand on the page. */
    private static final List<Plate> ALL = List.of(
            bars("drain", "Drain of jobs that do nothing on %s", new Panel("", "drain", "rate")),
            bars(
                    "enqueue",
                    "Enqueue on %s, a job a call, and in bulk",
                    new Panel("1 thread", "enqueue-1", "rate"),
                    new Panel("4 threads", "enqueue-4", "rate"),
                    new Panel("16 threads", "enqueue-16", "rate"),
                    new Panel("bulk", "enqueue-bulk", "rate")),
            bars("end-to-end", "End to end with 4 producers on %s", new Panel("", "end-to-end-4", "rate")),
            bars(
                    "pick-up",
                    "Pick-up on %s, enqueue to start of handler",
                    new Panel("idle, p50", "pick-up-idle", "p50"),
                    new Panel("idle, p99", "pick-up-idle", "p99"),
                    new Panel("from another process, p50", "pick-up-across", "p50"),
                    new Panel("half load, p50", "pick-up-half-load", "p50"),
                    new Panel("half load, p99", "pick-up-half-load", "p99")),
            bars("jobs-2ms", "Jobs of 2 ms on %s", new Panel("", "jobs-2ms", "rate")),
            curve("backlog", "Drain with a backlog on %s", "jobs waiting"),
            curve("finished", "Drain beside finished jobs on %s", "finished jobs kept"),
            curve("processes", "Processes on one database, %s", "processes"),
            curve("queues", "Drain of many queues on %s", "queues"));

    /** A part of a chart: one phase by one of its figures. */
    record Panel(String heading, String phase, String metric) {
        private boolean shows(Figure figure) {
            return figure.measure().phase().equals(phase)
                    && figure.measure().metric().equals(metric)
                    && !figure.subject().sweep();
        }
    }

    private static Plate bars(String name, String title, Panel... panels) {
        return new Plate(name, title, List.of(panels), "");
    }

    private static Plate curve(String name, String title, String across) {
        return new Plate(name, title, List.of(new Panel("", name, "rate")), across);
    }

    static List<Plate> all() {
        return ALL;
    }

    /** {@code drain-sqlite}. */
    String file(Stage stage) {
        return name + "-" + stage.store();
    }

    /** An SVG document, or nothing if nothing of it was measured there. */
    Optional<String> draw(Stage stage, Results results) {
        Map<Figure, Rounds> figures =
                results.where(figure -> stage.holds(figure) && panels.stream().anyMatch(panel -> panel.shows(figure)));
        if (figures.isEmpty()) {
            return Optional.empty();
        }
        String usual = Stage.durability(figures.keySet());
        String full = title.formatted(stage.title()) + (usual.isEmpty() ? "" : " (" + usual + ")");
        String unit = figures.keySet().iterator().next().measure().unit();
        return Optional.of(
                across.isEmpty()
                        ? new BarChart(groups(figures, usual), unit).draw(full)
                        : new LineChart(lines(figures, usual), unit, across).draw(full));
    }

    /** Every subject in every group, since one that is missing in a group is worth telling. */
    private List<BarChart.Group> groups(Map<Figure, Rounds> figures, String usual) {
        List<Subject> subjects = subjects(figures);
        return panels.stream()
                .filter(panel -> figures.keySet().stream().anyMatch(panel::shows))
                .map(panel -> new BarChart.Group(
                        panel.heading(),
                        subjects.stream()
                                .map(subject -> new Bar(
                                        subject.brief(usual),
                                        Tone.of(subject.contender()),
                                        rounds(figures, panel, subject)))
                                .toList()))
                .toList();
    }

    private static List<Subject> subjects(Map<Figure, Rounds> figures) {
        return figures.keySet().stream().map(Figure::subject).distinct().toList();
    }

    private static @Nullable Rounds rounds(Map<Figure, Rounds> figures, Panel panel, Subject subject) {
        return figures.entrySet().stream()
                .filter(entry ->
                        panel.shows(entry.getKey()) && entry.getKey().subject().equals(subject))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(null);
    }

    /** Without the defaults of those that are there at their best, or there would be too many lines to tell apart. */
    private static List<LineChart.Line> lines(Map<Figure, Rounds> figures, String usual) {
        List<Subject> subjects = subjects(figures);
        return subjects.stream()
                .filter(subject -> subjects.stream().noneMatch(subject::isBettered))
                .map(subject -> {
                    SortedMap<Long, Rounds> points = new TreeMap<>();
                    figures.forEach((figure, rounds) -> {
                        if (figure.subject().equals(subject)) {
                            points.put(figure.measure().size(), rounds);
                        }
                    });
                    return new LineChart.Line(subject.brief(usual), Tone.of(subject.contender()), points);
                })
                .toList();
    }
}
