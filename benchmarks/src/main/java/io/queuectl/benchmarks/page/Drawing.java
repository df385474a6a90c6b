package io.queuectl.benchmarks.page;

import io.queuectl.benchmarks.page.Results.Figure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * What docs/performance.md and its charts ought to be by the results that are kept. The same results always give the same text. Immutable.
 */
public final class Drawing {

    private static final String PAGE = "docs/performance.md";
    private static final String CHARTS = "docs/charts";

    private final Path root;
    private final Results results;

    private Drawing(Path root, Results results) {
        this.root = root;
        this.results = results;
    }

    /**
     * From the results in {@code benchmarks/results}.
     *
     * @param root of the project
     */
    public static Drawing of(Path root) throws IOException {
        return new Drawing(root, Results.in(root.resolve("benchmarks/results")));
    }

    /** Every file with its text. */
    Map<Path, String> files() throws IOException {
        Map<Path, String> files = new TreeMap<>();
        files.put(root.resolve(PAGE), Markers.fill(Files.readString(root.resolve(PAGE)), this::table));
        for (Stage stage : Stage.all()) {
            for (Plate plate : Plate.all()) {
                plate.draw(stage, results).ifPresent(svg -> files.put(chart(plate, stage), svg));
            }
        }
        return files;
    }

    private Path chart(Plate plate, Stage stage) {
        return root.resolve(CHARTS).resolve(plate.file(stage) + ".svg");
    }

    /** {@code goals}, {@code PHASE STORE}, or {@code sweep STORE} for the tries on the way to each contender's best in draining. */
    private String table(String name) {
        if (name.equals("goals")) {
            return Goals.markdown(results);
        }
        String[] words = name.split(" ");
        if (words.length != 2) {
            throw new IllegalArgumentException("a table is named by phase and store, not: " + name);
        }
        Stage stage = Stage.named(words[1]);
        Predicate<Figure> wanted = words[0].equals("sweep")
                ? figure -> figure.subject().sweep()
                : figure -> figure.measure().phase().equals(words[0])
                        && !figure.subject().sweep();
        return new Table(results.where(figure -> stage.holds(figure) && wanted.test(figure))).markdown();
    }

    /** Writes all files, and deletes its charts of which nothing is measured any more. */
    public void write() throws IOException {
        Map<Path, String> files = files();
        for (Map.Entry<Path, String> file : files.entrySet()) {
            Files.createDirectories(file.getKey().getParent());
            Files.writeString(file.getKey(), file.getValue());
        }
        for (Path stale : stale(files)) {
            Files.delete(stale);
        }
    }

    /** Charts that are there and would not be drawn any more. */
    List<Path> stale(Map<Path, String> files) {
        return Stage.all().stream()
                .flatMap(stage -> Plate.all().stream().map(plate -> chart(plate, stage)))
                .filter(chart -> !files.containsKey(chart) && Files.exists(chart))
                .toList();
    }

    /** Markdown that shows every chart and table there is, to begin a page with. */
    public String outline() {
        String sections = Stage.all().stream()
                .flatMap(stage -> Plate.all().stream()
                        .filter(plate -> plate.draw(stage, results).isPresent())
                        .map(plate -> section(plate, stage)))
                .collect(Collectors.joining("\n"));
        String rest = Stage.all().stream()
                .map(stage -> marked("cost " + stage.store()) + "\n" + marked("sweep " + stage.store()))
                .collect(Collectors.joining("\n"));
        return "## Goals\n\n" + marked("goals") + "\n" + sections + "\n## Costs and sweeps\n\n" + rest;
    }

    private static String marked(String table) {
        return "<!-- table " + table + " -->\n<!-- end -->\n";
    }

    private static String section(Plate plate, Stage stage) {
        String tables = plate.panels().stream()
                .map(Plate.Panel::phase)
                .distinct()
                .map(phase -> marked(phase + " " + stage.store()))
                .collect(Collectors.joining("\n"));
        String title = plate.title().formatted(stage.title());
        return "## " + title + "\n\n![" + title + "](charts/" + plate.file(stage) + ".svg)\n\n" + tables;
    }
}
