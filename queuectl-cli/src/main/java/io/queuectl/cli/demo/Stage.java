package io.queuectl.cli.demo;

import io.queuectl.cli.worker.SelfCommand;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A directory of its own with a database, and {@code queuectl} processes that play on it before the audience. */
final class Stage implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Path directory;
    private final PrintStream out;
    private final boolean onTerminal;
    private final List<Process> processes = new ArrayList<>();

    private Stage(Path directory, PrintStream out, boolean onTerminal) {
        this.directory = directory;
        this.out = out;
        this.onTerminal = onTerminal;
    }

    static Stage open(PrintStream out, boolean onTerminal) throws IOException {
        return new Stage(Files.createTempDirectory("queuectl-demo-"), out, onTerminal);
    }

    String database() {
        return directory.resolve("queue.db").toString();
    }

    /** Tells the audience something. */
    void say(String line) {
        synchronized (out) {
            out.println(line);
            out.flush();
        }
    }

    /** Runs a command to its end in sight of the audience, and answers its exit code. */
    int run(String... arguments) throws IOException, InterruptedException {
        Process process = start("", List.of(arguments));
        relay(process, "  ");
        return code(process, PATIENCE);
    }

    /** Starts a command; what it says is shown as it comes. */
    Process start(String... arguments) throws IOException {
        Process process = start(onTerminal ? "2" : "", List.of(arguments));
        Thread relay = new Thread(() -> relay(process, "  worker │ "), "queuectl-relay-1");
        relay.setDaemon(true);
        relay.start();
        return process;
    }

    /** The exit code, or -1 if it did not end in time. */
    int code(Process process, Duration patience) throws InterruptedException {
        return process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS) ? process.exitValue() : -1;
    }

    /** Ends what still runs and removes the directory. */
    @Override
    public void close() throws IOException {
        for (Process process : processes) {
            process.destroy();
            if (process.isAlive()) {
                process.onExit()
                        .orTimeout(5, TimeUnit.SECONDS)
                        .exceptionally(late -> process.destroyForcibly())
                        .join();
            }
        }
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }

    private Process start(String terminals, List<String> arguments) throws IOException {
        say("$ queuectl "
                + String.join(" ", arguments.stream().map(Stage::quoted).toList()));
        ProcessBuilder builder = new ProcessBuilder(SelfCommand.of(terminals, arguments))
                .directory(directory.toFile())
                .redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith("QUEUECTL_"));
        builder.environment().put("QUEUECTL_DB", database());
        Process process = builder.start();
        process.getOutputStream().close();
        processes.add(process);
        return process;
    }

    private void relay(Process process, String prefix) {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                say(prefix + line);
            }
        } catch (IOException closed) {
            say(prefix + "(" + closed.getMessage() + ")");
        }
    }

    private static String quoted(String argument) {
        return argument.matches("[A-Za-z0-9_./=-]+") ? argument : "'" + argument + "'";
    }
}
