package io.queuectl.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Another JVM that runs one of the main classes here and is talked to in lines. It is told the database in its first line, because a command line can be
 * read by everybody and a location may hold a password. For one thread.
 */
public final class SecondJvm implements AutoCloseable {

    private final Process process;
    private final BufferedReader answers;
    private final PrintWriter orders;

    private SecondJvm(Process process) {
        this.process = process;
        answers = process.inputReader(StandardCharsets.UTF_8);
        orders = new PrintWriter(process.outputWriter(StandardCharsets.UTF_8), true);
    }

    public static SecondJvm start(Class<?> main, Database database, String location, String... arguments)
            throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=error",
                "-Dqueuectl.root=" + System.getProperty("queuectl.root", "."),
                "-cp",
                System.getProperty("java.class.path"),
                main.getName(),
                database.text()));
        command.addAll(List.of(arguments));
        SecondJvm jvm = new SecondJvm(
                new ProcessBuilder(command).redirectError(Redirect.INHERIT).start());
        jvm.tell(location);
        return jvm;
    }

    public void tell(String line) {
        orders.println(line);
    }

    /** Waits for its next line. */
    public String hear() throws IOException {
        String line = answers.readLine();
        if (line == null) {
            throw new IOException("the second JVM ended before it answered");
        }
        return line;
    }

    /** With {@code kill -9}. */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** Ends what it may read, and waits for it to end by itself. */
    public void finish() throws IOException, InterruptedException {
        orders.close();
        if (process.waitFor() != 0) {
            throw new IOException("the second JVM ended with " + process.exitValue());
        }
    }

    /** If it has not ended, it is killed. */
    @Override
    public void close() {
        process.destroyForcibly();
    }
}
