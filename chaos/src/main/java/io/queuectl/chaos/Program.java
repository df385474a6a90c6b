package io.queuectl.chaos;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A process that was started. Thread-safe. */
public final class Program {

    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final String name;
    private final Process process;
    private final Path out;
    private final Path err;

    Program(String name, Process process, Path out, Path err) {
        this.name = name;
        this.process = process;
        this.out = out;
        this.err = err;
    }

    /** What histories call it. */
    public String name() {
        return name;
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Sends a signal by its name, {@code STOP} for instance. */
    public Program signal(String signal) {
        return with("kill", "-" + signal, Long.toString(pid()));
    }

    /** Has a JVM collect its garbage, and with it the files and sockets that nobody closed. */
    public Program collectGarbage() {
        return with(Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(), Long.toString(pid()), "GC.run");
    }

    private Program with(String... command) {
        try {
            new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
            return this;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stop);
        }
    }

    /** As {@code kill -9} does; returns when it is gone. */
    public void kill() {
        process.destroyForcibly();
        end();
    }

    /** Waits for its end. */
    public int end() {
        return end(PATIENCE);
    }

    /**
     * Likewise.
     *
     * @return its exit code
     * @throws AssertionError if it does not end within that time
     */
    public int end(Duration atMost) {
        try {
            if (!process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new AssertionError(name + " did not end within " + atMost + ":\n" + said());
            }
            return process.exitValue();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stop);
        }
    }

    /** Waits until it has said that. */
    public Program shows(String text) {
        Patience.require(() -> "\"" + text + "\" from " + name + ":\n" + said(), () -> said().contains(text));
        return this;
    }

    /** What it wrote on its standard output, in whole lines. */
    public List<String> lines() {
        String text = read(out);
        return text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
    }

    /** What it wrote, on both outputs. */
    public String said() {
        return read(out) + read(err);
    }

    private static String read(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
