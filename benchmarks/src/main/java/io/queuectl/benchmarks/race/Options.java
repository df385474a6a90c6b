package io.queuectl.benchmarks.race;

import io.queuectl.benchmarks.Database;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The command line of a race or a sweep.
 *
 * @param stores every one if none is named
 * @param phases those that begin with one of them; every one if none is named
 * @param contenders those whose name is one of them; every one if none is named
 * @param sizes of curves instead of the scale's, if any is named
 * @param run the name of its file
 */
record Options(
        List<Database> stores,
        List<String> phases,
        List<String> contenders,
        List<Integer> sizes,
        Scale scale,
        String run) {

    static Options of(String run, Scale usual, String... line) {
        List<Database> stores = new ArrayList<>();
        List<String> phases = new ArrayList<>();
        List<String> contenders = new ArrayList<>();
        Scale scale = usual;
        List<Integer> sizes = new ArrayList<>();
        int rounds = 0;
        int cap = 0;
        String name = run;
        for (int i = 0; i < line.length; i++) {
            switch (line[i]) {
                case "--quick" -> scale = Scale.QUICK;
                case "--smoke" -> scale = Scale.SMOKE;
                case "--store" -> stores.addAll(stores(value(line, ++i)));
                case "--phase" -> phases.addAll(List.of(value(line, ++i).split(",")));
                case "--contender" -> contenders.addAll(List.of(value(line, ++i).split(",")));
                case "--rounds" -> rounds = Integer.parseInt(value(line, ++i));
                case "--sizes" -> sizes.addAll(sizes(value(line, ++i)));
                case "--cap" -> cap = Integer.parseInt(value(line, ++i));
                case "--run" -> name = value(line, ++i);
                default ->
                    throw new IllegalArgumentException("unknown option " + line[i] + ": see benchmarks/run --help");
            }
        }
        scale = rounds > 0 ? scale.rounds(rounds) : scale;
        return new Options(
                stores.isEmpty() ? List.of(Database.values()) : stores,
                phases,
                contenders,
                sizes,
                cap > 0 ? scale.cap(Duration.ofSeconds(cap)) : scale,
                name);
    }

    /** Whether it only shows that things work. */
    boolean isSmoke() {
        return scale.jobs() == Scale.SMOKE.jobs();
    }

    private static String value(String[] line, int index) {
        if (index >= line.length) {
            throw new IllegalArgumentException(line[index - 1] + " needs a value");
        }
        return line[index];
    }

    private static List<Database> stores(String text) {
        return text.equals("all")
                ? List.of(Database.values())
                : List.of(text.split(",")).stream().map(Database::named).toList();
    }

    private static List<Integer> sizes(String text) {
        return Stream.of(text.split(",")).map(Integer::valueOf).toList();
    }

    boolean wantsPhase(String name) {
        return phases.isEmpty() || phases.stream().anyMatch(name::startsWith);
    }

    boolean wantsContender(String name) {
        return contenders.isEmpty() || contenders.contains(name);
    }
}
