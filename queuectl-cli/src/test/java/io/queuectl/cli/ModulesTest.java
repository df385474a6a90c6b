package io.queuectl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleDescriptor.Exports;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the published modules show. It lives here because the CLI sees every one of them. */
class ModulesTest {

    private static final Set<String> HIDDEN = Set.of("io.queuectl.core.engine");

    @Test
    void theModulesThatStandOnExplicitOnesAreExplicit() {
        assertThat(explicit().map(ModuleDescriptor::name))
                .containsExactlyInAnyOrder("io.queuectl.api", "io.queuectl.core", "io.queuectl.jackson");
    }

    @ParameterizedTest
    @MethodSource("explicit")
    void everyPackageIsExportedButTheEngine(ModuleDescriptor module) {
        Set<String> shown = module.exports().stream()
                .filter(export -> !export.isQualified())
                .map(Exports::source)
                .collect(Collectors.toSet());
        Set<String> expected = new HashSet<>(module.packages());
        expected.removeAll(HIDDEN);

        assertThat(shown).isEqualTo(expected);
    }

    @ParameterizedTest
    @MethodSource("libraries")
    void everyPackageSaysSinceWhen(Path library) throws IOException {
        try (Stream<Path> sources = Files.walk(library.resolve("src/main/java"))) {
            List<Path> packages =
                    sources.filter(file -> file.endsWith("package-info.java")).toList();

            assertThat(packages)
                    .isNotEmpty()
                    .allSatisfy(file -> assertThat(file).content().contains("\n * @since "));
        }
    }

    private static Stream<ModuleDescriptor> explicit() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> entry.contains("queuectl-"))
                .map(Path::of)
                .flatMap(entry -> ModuleFinder.of(entry).findAll().stream())
                .map(ModuleReference::descriptor)
                .filter(module -> module.name().startsWith("io.queuectl.") && !module.isAutomatic());
    }

    private static Stream<Path> libraries() throws IOException {
        try (Stream<Path> modules = Files.list(Path.of(".."))) {
            return modules
                    .filter(folder -> Files.isDirectory(folder.resolve("src/main/java")))
                    .filter(folder -> folder.getFileName().toString().matches("queuectl-(?!cli|testkit-postgres).*"))
                    .toList()
                    .stream();
        }
    }
}
