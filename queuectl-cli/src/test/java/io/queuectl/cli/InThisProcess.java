package io.queuectl.cli;

import io.queuectl.cli.frame.StopRequests;
import io.queuectl.cli.frame.Surroundings;
import io.queuectl.cli.frame.Terminals;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;

/**
 * Runs command lines as {@code main} does, but in the process of the test, which has its classes loaded and compiled already.
 *
 * @param out its standard output
 * @param err its standard error, without what libraries log, which goes to the test's
 */
public record InThisProcess(int code, String out, String err) {

    /** Runs one to its end. It sees that input, those variables and that working directory, no terminal, and is never asked to stop. */
    public static InThisProcess run(byte[] input, Map<String, String> variables, Path directory, String... words) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Surroundings outside = new Surroundings(
                new ByteArrayInputStream(input),
                new PrintStream(out, false, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                Map.copyOf(variables),
                directory,
                InstantSource.system(),
                Terminals.NONE,
                StopRequests.NONE);
        int code = Main.run(outside, words).number();
        outside.out().flush();
        return new InThisProcess(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }
}
