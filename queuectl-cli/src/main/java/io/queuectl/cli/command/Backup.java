package io.queuectl.cli.command;

import io.queuectl.cli.frame.Action;
import io.queuectl.cli.frame.ExitCode;
import io.queuectl.cli.frame.Printable;
import io.queuectl.cli.frame.Refusal;
import io.queuectl.cli.frame.Session;
import io.queuectl.cli.output.Column;
import io.queuectl.cli.output.Output;
import io.queuectl.cli.output.Row;
import io.queuectl.core.spi.Backups;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code queuectl backup}: the database as it is at one moment into a file, while workers go on. */
@Command(description = "Save the database into a file while it is in use, and read that through.")
final class Backup implements Action {

    private static final List<Column> COLUMNS = List.of(
            Column.longText("file", "FILE"),
            Column.number("bytes", "BYTES"),
            Column.number("jobs", "JOBS"),
            Column.number("schema", "SCHEMA"));

    @Parameters(paramLabel = "FILE", description = "Where the backup shall be.")
    private String file = "";

    @Option(names = "--force", description = "Replace a file that is there.")
    private boolean force;

    @Override
    public ExitCode run(Session session) {
        Path target = path(session, file);
        Backups backups = session.backups();
        requireDatabase(session);
        if (!force && Files.exists(target)) {
            throw new Refusal(
                    ExitCode.CONFLICT, target + " is there already", "name another file, or replace it with --force");
        }
        print(session, save(backups, target));
        return ExitCode.OK;
    }

    private Backups.Backup save(Backups backups, Path target) {
        try {
            return backups.save(target, force ? Backups.Existing.REPLACE : Backups.Existing.KEEP);
        } catch (IllegalArgumentException refused) {
            throw new Refusal(ExitCode.CONFLICT, String.valueOf(refused.getMessage()), "name another file", refused);
        }
    }

    private static void requireDatabase(Session session) {
        if (!session.hasDatabase()) {
            throw new Refusal(
                    ExitCode.NOT_FOUND,
                    "there is no queue in " + session.location() + " to back up",
                    "name the database with --db");
        }
    }

    static void print(Session session, Backups.Backup backup) {
        Output.of(session)
                .print(
                        List.of(new Row()
                                .text("file", backup.file().toString())
                                .number("bytes", backup.bytes())
                                .number("jobs", backup.jobs())
                                .number("schema", backup.schema())),
                        COLUMNS);
        session.out().flush();
    }

    static Path path(Session session, String text) {
        try {
            if (!text.isBlank()) {
                return session.surroundings().directory().resolve(text).normalize();
            }
        } catch (InvalidPathException invalid) {
            throw notAFile(text);
        }
        throw notAFile(text);
    }

    private static Refusal notAFile(String text) {
        return Refusal.usage(Printable.quoted(text) + " is no name of a file", "give a path: ./queue.backup");
    }
}
