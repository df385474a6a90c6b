package io.queuectl.benchmarks;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The launcher of the repository this runs in, on one database. */
final class Cli {

    private final Path launcher = Path.of(System.getProperty("queuectl.root"), "queuectl");
    private final Path database;

    Cli(Path database) {
        this.database = database;
    }

    /** Runs a command to its end and answers how many nanoseconds it took. */
    long run(String... arguments) throws IOException, InterruptedException {
        return feed("", arguments);
    }

    /** Runs a command to its end with that standard input and answers how many nanoseconds it took. */
    long feed(String input, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(launcher.toString()));
        command.addAll(List.of(arguments));
        command.addAll(List.of("--db", database.toString()));
        return time(command, input);
    }

    /** Runs any command to its end, with its output thrown away, and answers how many nanoseconds it took. */
    static long time(List<String> command, String input) throws IOException, InterruptedException {
        long before = System.nanoTime();
        Process process = new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (OutputStream in = process.getOutputStream()) {
            in.write(input.getBytes(StandardCharsets.UTF_8));
        }
        int code = process.waitFor();
        if (code != 0) {
            throw new IOException(command + " ended with " + code);
        }
        return System.nanoTime() - before;
    }
}
