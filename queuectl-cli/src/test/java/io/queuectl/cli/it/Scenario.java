package io.queuectl.cli.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives every test a {@link CommandLine} in an empty directory, and takes both away when it is over. */
final class Scenario implements ParameterResolver {

    private static final ExtensionContext.Namespace OWN = ExtensionContext.Namespace.create(Scenario.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
        return parameter.getParameter().getType() == CommandLine.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext test) {
        return test.getStore(OWN)
                .computeIfAbsent(Prompt.class, none -> Prompt.open(), Prompt.class)
                .cli();
    }

    private record Prompt(Path directory, CommandLine cli) implements AutoCloseable {

        static Prompt open() {
            try {
                Path directory = Files.createTempDirectory("queuectl-scenario-");
                return new Prompt(directory, CommandLine.in(directory));
            } catch (IOException impossible) {
                throw new UncheckedIOException(impossible);
            }
        }

        @Override
        public void close() throws IOException {
            cli.close();
            try (Stream<Path> files = Files.walk(directory)) {
                files.sorted(Comparator.reverseOrder())
                        .forEach(file -> file.toFile().delete());
            }
        }
    }
}
