package io.queuectl.cli.frame;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All that a command knows of the world outside: streams, variables, the working directory and the clock. Tests hand in their
 * own.
 *
 * @param out data only
 * @param err talk: progress, hints, warnings, errors
 * @param directory what relative paths start from, absolute
 * @param stops how a command that goes on until it is stopped hears of it
 */
public record Surroundings(
        InputStream in,
        PrintStream out,
        PrintStream err,
        Map<String, String> variables,
        Path directory,
        InstantSource clock,
        Terminals terminals,
        StopRequests stops) {

    /** Those of this process. */
    public static Surroundings ofProcess() {
        PrintStream err = new PrintStream(
                new BufferedOutputStream(new FileOutputStream(FileDescriptor.err), 512), true, StandardCharsets.UTF_8);
        return new Surroundings(
                System.in,
                StandardOutput.open(),
                err,
                System.getenv(),
                Path.of("").toAbsolutePath(),
                InstantSource.system(),
                Terminals.detect(),
                StopSignals::install);
    }

    /** The value of a variable; one that is set to nothing counts as not set. */
    public @Nullable String variable(String name) {
        String value = variables.get(name);
        return value == null || value.isEmpty() ? null : value;
    }
}
