package io.queuectl.benchmarks.page;

import io.queuectl.benchmarks.race.Sheet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Every figure that counts, in the order of the files. Contenders are compared within one run only: where several runs measured a phase on a store, the run whose name
 * sorts last stands for it.
 */
final class Results {

    private final Map<Figure, Rounds> figures = new LinkedHashMap<>();

    /** What was measured of whom. */
    record Figure(Subject subject, Measure measure) {}

    /** What runs are compared by; a sweep measures a phase for itself. */
    private record Phase(String store, String phase, boolean sweep) {
        static Phase of(Reading reading) {
            return new Phase(
                    reading.subject().store(),
                    reading.measure().phase(),
                    reading.subject().sweep());
        }
    }

    Results(Collection<Reading> readings) {
        Map<Phase, String> last = readings.stream()
                .collect(Collectors.toMap(
                        Phase::of, Reading::run, (one, other) -> one.compareTo(other) < 0 ? other : one));
        readings.stream()
                .filter(reading -> reading.run().equals(last.get(Phase.of(reading))))
                .collect(Collectors.groupingBy(
                        reading -> new Figure(reading.subject(), reading.measure()),
                        LinkedHashMap::new,
                        Collectors.mapping(Reading::value, Collectors.toList())))
                .forEach((figure, values) -> figures.put(figure, new Rounds(values)));
    }

    /** All files of a folder that end in {@code .csv}; none if there is no such folder. */
    static Results in(Path folder) throws IOException {
        List<Reading> readings = new ArrayList<>();
        if (Files.isDirectory(folder)) {
            try (Stream<Path> files = Files.list(folder)) {
                for (Path file : files.filter(path -> path.toString().endsWith(".csv"))
                        .sorted()
                        .toList()) {
                    readings.addAll(Sheet.read(file).stream().map(Reading::of).toList());
                }
            }
        }
        return new Results(readings);
    }

    /** Those of the figures that fit. */
    Map<Figure, Rounds> where(Predicate<Figure> fits) {
        return figures.entrySet().stream()
                .filter(entry -> fits.test(entry.getKey()))
                .collect(Collectors.toMap(
                        Map.Entry::getKey, Map.Entry::getValue, (one, other) -> one, LinkedHashMap::new));
    }
}
