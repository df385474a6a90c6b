package io.queuectl.cli.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;

/** A program of the machine that speaks SQL. */
final class Client {

    private Client() {}

    /** Fails in CI and skips elsewhere where the program is missing. */
    static void requireInCi(String program) {
        if (Boolean.parseBoolean(System.getenv("CI"))) {
            assertThat(exists(program)).as(program + " on the PATH").isTrue();
        }
        Assumptions.assumeTrue(exists(program), "no " + program + " on the PATH");
    }

    static void assume(String program) {
        Assumptions.assumeTrue(exists(program), "no " + program + " on the PATH");
    }

    /** What it writes, once it has ended well. */
    static String output(Path directory, Map<String, String> environment, String... command) throws Exception {
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true);
        builder.environment().putAll(environment);
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output.strip();
    }

    private static boolean exists(String program) {
        List<String> folders = List.of(System.getenv("PATH").split(":"));
        return folders.stream()
                .map(folder -> Path.of(folder, program).toFile())
                .anyMatch(file -> file.isFile() && file.canExecute());
    }
}
