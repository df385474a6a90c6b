package io.queuectl.benchmarks;

import java.util.ArrayList;
import java.util.List;

/**
 * A command line: {@code --store NAME} and {@code --smoke} anywhere, and numbers by their place.
 *
 * @param named the stores; {@code --store all} means every one
 * @param smoke whether to do next to nothing, to see that it works
 */
record Arguments(List<Database> named, boolean smoke, List<String> rest) {

    static Arguments of(String... arguments) {
        List<Database> stores = new ArrayList<>();
        List<String> rest = new ArrayList<>();
        boolean smoke = false;
        for (int i = 0; i < arguments.length; i++) {
            switch (arguments[i]) {
                case "--smoke" -> smoke = true;
                case "--store" -> stores.addAll(named(i + 1 < arguments.length ? arguments[++i] : ""));
                default -> rest.add(arguments[i]);
            }
        }
        return new Arguments(stores, smoke, rest);
    }

    /** SQLite where none is named. */
    List<Database> stores() {
        return named.isEmpty() ? List.of(Database.SQLITE) : named;
    }

    private static List<Database> named(String text) {
        return text.equals("all") ? List.of(Database.values()) : List.of(Database.named(text));
    }

    int number(int index, int otherwise) {
        return rest.size() > index ? Integer.parseInt(rest.get(index)) : otherwise;
    }

    /** For the benchmarks that know one database only. */
    static int number(String[] arguments, int index, int otherwise) {
        return of(arguments).number(index, otherwise);
    }
}
