package io.queuectl.cli.frame;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which database a command works on.
 *
 * <p>The first of these: {@code --db}, {@code QUEUECTL_DB}, the nearest {@code .queuectl/queue.db} in this directory or one
 * above, {@code ~/.queuectl/queue.db} if it exists, {@code $XDG_DATA_HOME/queuectl/queue.db}. Only the last is created with
 * its directory.
 *
 * @param text an absolute path or a URL
 * @param own whether it is the last of them, whose directory is ours to create
 */
record DatabaseLocation(String text, boolean own) {

    private static final String NAME = "queue.db";
    private static final Pattern SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]+://");

    static DatabaseLocation find(@Nullable String option, Surroundings outside) {
        if (option != null) {
            return named("--db", option, outside);
        }
        String variable = outside.variable("QUEUECTL_DB");
        if (variable != null) {
            return named("QUEUECTL_DB", variable, outside);
        }
        for (Path level = outside.directory(); level != null; level = level.getParent()) {
            Path near = level.resolve(".queuectl").resolve(NAME);
            if (Files.exists(near)) {
                return new DatabaseLocation(near.toString(), false);
            }
        }
        Path home = home(outside);
        Path old = home.resolve(".queuectl").resolve(NAME);
        if (Files.exists(old)) {
            return new DatabaseLocation(old.toString(), false);
        }
        return new DatabaseLocation(
                dataHome(outside, home).resolve("queuectl").resolve(NAME).toString(), true);
    }

    /** The text for people: user, password and parameters of a URL are nobody's business. */
    String shown() {
        return shown(text);
    }

    /** Greedy on purpose: a password may hold any of the signs that part a URL. */
    static String shown(String text) {
        return hasScheme(text) ? text.replaceAll("(?s)//.*@", "//…@").replaceAll("(?s)[?;].*", "") : text;
    }

    /** Creates the directory of the default database, for its owner only. */
    void prepare() {
        if (!own) {
            return;
        }
        Path directory = Path.of(text).resolveSibling("");
        if (Files.isDirectory(directory)) {
            return;
        }
        try {
            Path above = directory.getParent();
            if (above != null) {
                Files.createDirectories(above);
            }
            Files.createDirectories(
                    directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } catch (IOException | UnsupportedOperationException failed) {
            throw new Refusal(
                    ExitCode.UNAVAILABLE,
                    "cannot create the directory " + directory + " for the database: " + failed.getMessage(),
                    "name another place with --db PATH or QUEUECTL_DB",
                    failed);
        }
    }

    static DatabaseLocation named(String by, String text, Surroundings outside) {
        if (text.isBlank()) {
            throw Refusal.usage(by + " \"\" names no database", "give a path: --db ./queue.db");
        }
        if (hasScheme(text)) {
            return new DatabaseLocation(text, false);
        }
        try {
            return new DatabaseLocation(
                    outside.directory().resolve(text).normalize().toString(), false);
        } catch (InvalidPathException invalid) {
            throw new Refusal(
                    ExitCode.USAGE,
                    by + " " + Printable.quoted(text) + " is not a path",
                    "give a path: --db ./queue.db",
                    invalid);
        }
    }

    /** Like {@code jdbc:…} or {@code postgres://…}. */
    private static boolean hasScheme(String text) {
        return text.regionMatches(true, 0, "jdbc:", 0, 5)
                || SCHEME.matcher(text).lookingAt();
    }

    private static Path home(Surroundings outside) {
        String home = outside.variable("HOME");
        return outside.directory().resolve(home != null ? home : System.getProperty("user.home"));
    }

    /** A relative XDG_DATA_HOME is to be ignored, says the XDG Base Directory Specification. */
    private static Path dataHome(Surroundings outside, Path home) {
        String chosen = outside.variable("XDG_DATA_HOME");
        return chosen != null && chosen.startsWith("/")
                ? Path.of(chosen)
                : home.resolve(".local").resolve("share");
    }
}
