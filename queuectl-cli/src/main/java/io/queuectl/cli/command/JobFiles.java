package io.queuectl.cli.command;

import io.queuectl.cli.frame.ExitCode;
import io.queuectl.cli.frame.Printable;
import io.queuectl.cli.frame.Refusal;
import io.queuectl.cli.frame.Session;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** The files that jobs are written to and read from. */
final class JobFiles {

    private JobFiles() {}

    /**
     * The file of that name in the directory of the command.
     *
     * @param option that gave it, for the error
     */
    static Path path(String option, String name, Session session) {
        try {
            Path path = session.surroundings().directory().resolve(name);
            if (Files.isDirectory(path)) {
                throw Refusal.usage(option + " " + Printable.quoted(name) + " is a directory", "name a file");
            }
            return path;
        } catch (InvalidPathException wrong) {
            throw new Refusal(
                    ExitCode.USAGE, option + " " + Printable.quoted(name) + " is no path", "name a file", wrong);
        }
    }
}
