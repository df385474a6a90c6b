package io.queuectl.cli.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.Extension;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;
import org.junit.jupiter.api.extension.TestTemplateInvocationContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContextProvider;

/** Plays a {@link Scene} on its stores: each time with a {@link CommandLine} in an empty directory, on a database of its own. */
final class Scenario implements TestTemplateInvocationContextProvider {

    private static final ExtensionContext.Namespace OWN = ExtensionContext.Namespace.create(Scenario.class);

    @Override
    public boolean supportsTestTemplate(ExtensionContext test) {
        return test.getRequiredTestMethod().isAnnotationPresent(Scene.class);
    }

    @Override
    public Stream<TestTemplateInvocationContext> provideTestTemplateInvocationContexts(ExtensionContext test) {
        Method scene = test.getRequiredTestMethod();
        return stores(scene.getAnnotation(Scene.class).on(), scene.getName()).map(On::new);
    }

    private static Stream<TestedStore> stores(Scene.Stores on, String scene) {
        List<TestedStore> every = List.of(TestedStore.values());
        if (on == Scene.Stores.EVERY || (on != Scene.Stores.SQLITE_ALONE && Boolean.getBoolean("queuectl.stress"))) {
            return every.stream();
        }
        return Stream.of(
                on == Scene.Stores.IN_TURN
                        ? every.get(Math.floorMod(scene.hashCode(), every.size()))
                        : TestedStore.SQLITE);
    }

    /** One playing. */
    private record On(TestedStore store)
            implements TestTemplateInvocationContext, ParameterResolver, TestExecutionExceptionHandler {

        @Override
        public String getDisplayName(int invocation) {
            return store.toString();
        }

        @Override
        public List<Extension> getAdditionalExtensions() {
            return List.of(this);
        }

        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
            return parameter.getParameter().getType() == CommandLine.class;
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext test) {
            return test.getStore(OWN)
                    .computeIfAbsent(Prompt.class, none -> Prompt.open(store), Prompt.class)
                    .cli();
        }

        /** What a worker in the background wrote would be gone with its directory. */
        @Override
        public void handleTestExecutionException(ExtensionContext test, Throwable failure) throws Throwable {
            Prompt prompt = test.getStore(OWN).get(Prompt.class, Prompt.class);
            if (prompt != null && Files.exists(prompt.cli().workerLog())) {
                failure.addSuppressed(new AssertionError(
                        "log of the worker:\n" + Files.readString(prompt.cli().workerLog())));
            }
            throw failure;
        }
    }

    private record Prompt(Path directory, CommandLine cli, TestedDatabase database) implements AutoCloseable {

        static Prompt open(TestedStore store) {
            try {
                Path directory = Files.createTempDirectory("queuectl-scenario-");
                TestedDatabase database = store.database(directory);
                CommandLine cli = CommandLine.in(directory);
                return new Prompt(directory, store == TestedStore.SQLITE ? cli : at(database, cli), database);
            } catch (IOException impossible) {
                throw new UncheckedIOException(impossible);
            }
        }

        /** A shared H2 file is out of reach for seconds when the process that served it ends, for longer on a busy machine. */
        private static CommandLine at(TestedDatabase database, CommandLine cli) {
            return cli.on(database.location()).with("QUEUECTL_BUSY_TIMEOUT", "30s");
        }

        @Override
        public void close() throws IOException {
            cli.close();
            database.close();
            try (Stream<Path> files = Files.walk(directory)) {
                files.sorted(Comparator.reverseOrder())
                        .forEach(file -> file.toFile().delete());
            }
        }
    }
}
