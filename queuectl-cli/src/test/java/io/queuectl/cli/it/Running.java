package io.queuectl.cli.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A command that was started. */
final class Running {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Process process;
    private final List<String> command;
    private final Path out;
    private final Path err;

    Running(Process process, List<String> command, Path out, Path err) {
        this.process = process;
        this.command = command;
        this.out = out;
        this.err = err;
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Waits until its standard output and standard error together hold that text. */
    Running shows(String text) {
        await("\"" + text + "\" from " + this).atMost(PATIENCE).until(() -> {
            assertThat(process.isAlive() || (read(out) + read(err)).contains(text))
                    .as("%s ended without \"%s\":%n%s%s", this, text, read(out), read(err))
                    .isTrue();
            return (read(out) + read(err)).contains(text);
        });
        return this;
    }

    /** Sends a signal by its name, {@code INT} for instance. */
    Running signal(String name) {
        try {
            int code = new ProcessBuilder("kill", "-" + name, Long.toString(pid()))
                    .inheritIO()
                    .start()
                    .waitFor();
            assertThat(code).as("kill -%s %s", name, this).isZero();
            return this;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    /** Waits for its end. */
    Finished end(Duration atMost) {
        try {
            assertThat(process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS))
                    .as("%s did not end within %s:%n%s%s", this, atMost, read(out), read(err))
                    .isTrue();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
        return new Finished(toString(), process.exitValue(), read(out), read(err));
    }

    Finished end() {
        return end(PATIENCE);
    }

    /** As {@code kill -9} does. */
    void kill() {
        process.destroyForcibly();
    }

    private static String read(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** The command as it was typed. */
    @Override
    public String toString() {
        int jar = command.indexOf("-jar");
        return "queuectl " + String.join(" ", command.subList(jar < 0 ? 0 : jar + 2, command.size()));
    }
}
