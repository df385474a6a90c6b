package io.queuectl.cli.command;

import io.queuectl.api.JobView;
import io.queuectl.cli.copy.JobImport;
import io.queuectl.cli.copy.RecordFile;
import io.queuectl.cli.frame.Action;
import io.queuectl.cli.frame.ExitCode;
import io.queuectl.cli.frame.OutputFormat;
import io.queuectl.cli.frame.Printable;
import io.queuectl.cli.frame.Refusal;
import io.queuectl.cli.frame.Session;
import io.queuectl.cli.output.Output;
import io.queuectl.cli.output.Row;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code queuectl import}: jobs as {@code export} wrote them, and as an archive holds them, all checked before the first is written. */
@Command(description = "Bring jobs in that export wrote; those that are there are left alone.")
final class Import implements Action {

    /** How many ids of a sort are named. */
    private static final int NAMED = 5;

    @Parameters(paramLabel = "FILE", defaultValue = "-", description = "NDJSON; - is standard input (default).")
    private String file = "-";

    @Override
    public ExitCode run(Session session) throws IOException {
        if (!file.equals("-")) {
            return run(session, JobFiles.path("FILE", file, session), "file " + Printable.quoted(file));
        }
        // Read twice: once to be sure of every line, once to write.
        Path copy = Files.createTempFile("queuectl-import-", ".ndjson");
        try {
            Files.copy(session.surroundings().in(), copy, StandardCopyOption.REPLACE_EXISTING);
            return run(session, copy, "standard input");
        } finally {
            Files.delete(copy);
        }
    }

    private static ExitCode run(Session session, Path path, String shown) throws IOException {
        if (!Files.isReadable(path)) {
            throw Refusal.usage(shown + " cannot be read", "look at its name, owner and permissions");
        }
        RecordFile records = new RecordFile(path);
        long count = check(records, shown);
        try (JobImport writing = new JobImport(session.storeToWrite(), ManyMoves.progress(session, count))) {
            records.each(writing);
            writing.finish();
            report(session, writing);
            return verdict(writing);
        }
    }

    private static long check(RecordFile records, String shown) throws IOException {
        try {
            return records.each(record -> {});
        } catch (RecordFile.BadLineException bad) {
            throw new Refusal(
                    ExitCode.USAGE,
                    shown + ", " + bad.getMessage(),
                    "a line is a job as queuectl export writes it; nothing was imported",
                    bad);
        }
    }

    private static void report(Session session, JobImport done) {
        if (session.output() == OutputFormat.TABLE) {
            session.out()
                    .print("imported " + ManyMoves.jobs(done.written())
                            + (done.alreadyThere() == 0 ? "" : "; " + done.alreadyThere() + " were there before")
                            + "\n");
        } else {
            Output.of(session)
                    .printOne(new Row()
                            .number("imported", done.written())
                            .number("already_there", done.alreadyThere())
                            .number("taken", done.taken().size()));
        }
    }

    private static ExitCode verdict(JobImport done) {
        if (done.taken().isEmpty()) {
            return ExitCode.OK;
        }
        String first = done.taken().stream()
                .limit(NAMED)
                .map(JobView::id)
                .map(Object::toString)
                .collect(Collectors.joining(", "));
        throw new Refusal(
                ExitCode.CONFLICT,
                ManyMoves.jobs(done.taken().size()) + " not imported: another job has the id or number there: " + first,
                "the others are in; delete or rename what stands in the way and run the same import again");
    }
}
