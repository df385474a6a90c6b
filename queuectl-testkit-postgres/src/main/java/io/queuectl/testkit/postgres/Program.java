package io.queuectl.testkit.postgres;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** A program that runs to its end and is asked what it said. */
final class Program {

    private Program() {}

    /** What it wrote. @throws IllegalStateException with it, if it failed */
    static String run(Path folder, List<String> command) {
        return run(folder, command, "");
    }

    /** What it wrote when it was given that. @throws IllegalStateException with it, if it failed */
    static String run(Path folder, List<String> command, String input) {
        try {
            Process process = prepared(folder, command).start();
            give(process, input);
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            int status = process.waitFor();
            if (status != 0) {
                throw new IllegalStateException(String.join(" ", command) + " ended with " + status + ": " + said);
            }
            return said;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while " + command.get(0) + " ran", e);
        }
    }

    private static void give(Process process, String input) {
        try (OutputStream in = process.getOutputStream()) {
            in.write(input.getBytes(StandardCharsets.UTF_8));
        } catch (IOException ended) {
            // It says why where others write.
        }
    }

    /** One that goes on after this call, writing into a file; its standard input is open. */
    static Process background(Path folder, List<String> command, File log) {
        try {
            return prepared(folder, command)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log))
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Variables like PGDATA and PGPORT of whoever runs the tests must not reach a server of ours. */
    private static ProcessBuilder prepared(Path folder, List<String> command) {
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith("PG"));
        return builder;
    }
}
