package io.queuectl.chaos;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives tests the {@link Table} that all of them write into; it is printed after the last one, and kept in {@code target/chaos/figures.md}. */
public final class Figures implements ParameterResolver {

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
        return parameter.getParameter().getType() == Table.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext test) {
        return test.getRoot()
                .getStore(ExtensionContext.Namespace.create(Figures.class))
                .computeIfAbsent(Table.class, none -> new Table(), Table.class);
    }

    /** A row a run. Thread-safe. */
    public static final class Table implements AutoCloseable {

        private final List<String> rows = new ArrayList<>();

        /** Says what came of a run at once, and again in the table. */
        synchronized void add(String scenario, Cluster cluster, String figures) {
            String place = cluster.place().name().toLowerCase(Locale.ROOT);
            rows.add("| %s | %s | %s | %d |".formatted(scenario, place, figures, cluster.seed()));
            System.out.printf("chaos: %s on %s: %s (seed %d)%n", scenario, place, figures, cluster.seed());
            write();
        }

        private String text() {
            return "| scenario | store | figures | seed |\n|---|---|---|---|\n" + String.join("\n", rows) + "\n";
        }

        private void write() {
            try {
                Path folder = Files.createDirectories(Path.of(System.getProperty("chaos.folder", "target/chaos")));
                Files.writeString(folder.resolve("figures.md"), text());
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        }

        @Override
        public void close() {
            System.out.println(text());
        }
    }
}
