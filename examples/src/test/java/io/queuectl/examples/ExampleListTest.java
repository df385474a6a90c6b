package io.queuectl.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** No example is forgotten: each has its line in the list, and its run in the tests. */
class ExampleListTest {

    private static final Path SOURCES = Path.of("src/main/java/io/queuectl/examples");

    @Test
    void everyExampleHasOneLineInTheListAndIsRun() throws IOException {
        List<String> lines = Files.readAllLines(Path.of("README.md"));
        String runs = Files.readString(Path.of("src/test/java/io/queuectl/examples/ExamplesTest.java"));

        assertThat(examples()).isNotEmpty().allSatisfy(name -> {
            assertThat(lines)
                    .as("lines of examples/README.md on " + name)
                    .filteredOn(line -> line.startsWith("| [" + name + "](" + SOURCES + "/" + name + ".java) |"))
                    .hasSize(1);
            assertThat(runs).as("runs in ExamplesTest").contains(name + ".main(");
        });
    }

    /** The public classes with a main method. */
    private static List<String> examples() throws IOException {
        try (Stream<Path> files = Files.list(SOURCES)) {
            return files.filter(ExampleListTest::isExample)
                    .map(file -> file.getFileName().toString().replace(".java", ""))
                    .sorted()
                    .toList();
        }
    }

    private static boolean isExample(Path file) {
        try {
            return Files.isRegularFile(file)
                    && Files.readString(file).contains("\n    public static void main(String[] arguments)");
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
