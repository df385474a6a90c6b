package io.queuectl.cli;

import io.queuectl.cli.frame.Complaint;
import io.queuectl.cli.frame.ExitCode;
import io.queuectl.cli.frame.LoggedText;
import io.queuectl.cli.frame.Surroundings;
import java.util.Arrays;

/** The entrance of the {@code queuectl} command. */
public final class Main {

    private Main() {}

    public static void main(String[] args) {
        if (Arrays.asList(args).contains("--debug")) {
            // Before the first logger is made, and without making one.
            System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", "debug");
        }
        // Libraries log to it; what commands say goes past it, and is made safe where it is said.
        System.setErr(LoggedText.to(System.err));
        System.exit(run(Surroundings.ofProcess(), args).number());
    }

    /** Runs one command line and reports how it went. Throws nothing. */
    static ExitCode run(Surroundings outside, String... words) {
        try {
            ExitCode code = Invocation.of(words).run(outside);
            outside.out().flush();
            return code;
        } catch (Throwable thrown) {
            return report(thrown, outside, Arrays.asList(words).contains("--debug"));
        }
    }

    private static ExitCode report(Throwable thrown, Surroundings outside, boolean debug) {
        Complaint complaint = Complaint.of(thrown);
        if (complaint.code() == ExitCode.OK) {
            return ExitCode.OK;
        }
        complaint.printTo(outside.err());
        if (debug) {
            thrown.printStackTrace(outside.err());
        }
        return complaint.code();
    }
}
