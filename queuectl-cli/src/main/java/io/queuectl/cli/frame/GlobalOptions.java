package io.queuectl.cli.frame;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that every command takes, before or after its name. {@link Session} reads them. */
public final class GlobalOptions {

    @Option(
            names = "--db",
            paramLabel = "DATABASE",
            description = "The database: a path, or a URL of a kind this build serves.")
    @Nullable
    String database;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            description = "How data is written: table, json, ndjson, csv or id.")
    @Nullable
    String output;

    @Option(
            names = {"--color", "--colour"},
            paramLabel = "WHEN",
            description = "auto (on a terminal, unless NO_COLOR is set), always or never.")
    String color = "auto";

    @Option(
            names = "--busy-timeout",
            paramLabel = "DURATION",
            description = "How long to wait for a database that another process has locked (5s).")
    @Nullable
    String busyTimeout;

    @Option(names = "--debug", description = "Show the stack trace of an error.")
    boolean debug;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this text.")
    boolean help;

    /** Whether this word is a global option that takes its value from the next word. */
    public static boolean takesNextWord(String word) {
        return switch (word) {
            case "--db", "-o", "--output", "--color", "--colour", "--busy-timeout" -> true;
            default -> false;
        };
    }
}
