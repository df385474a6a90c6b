package io.queuectl.cli.command;

import io.queuectl.cli.doctor.Rounds;
import io.queuectl.cli.doctor.Wards;
import io.queuectl.cli.frame.Action;
import io.queuectl.cli.frame.ExitCode;
import io.queuectl.cli.frame.Refusal;
import io.queuectl.cli.frame.Session;
import io.queuectl.cli.output.Column;
import io.queuectl.cli.output.Output;
import io.queuectl.cli.output.Row;
import io.queuectl.cli.shell.ShellExecutor;
import io.queuectl.cli.shell.ShellSettings;
import io.queuectl.core.spi.Examination;
import io.queuectl.core.spi.Examination.Finding;
import io.queuectl.core.spi.Examination.Severity;
import io.queuectl.core.spi.JobStore;
import io.queuectl.core.spi.StoreProvider.OpenMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code queuectl doctor}: what is wrong with the database and those who work on it, a line each. */
@Command(description = "Look for what is wrong: exit code 1 if something is.")
final class Doctor implements Action {

    private static final List<Column> COLUMNS = List.of(
            Column.text("severity", "SEVERITY"),
            Column.text("code", "CODE"),
            Column.longText("what", "WHAT"),
            Column.longText("remedy", "REMEDY"));

    @Option(
            names = "--fix",
            description =
                    "Give back what dead workers held, let go of jobs blocked for ever, count groups again. Nothing else.")
    private boolean fix;

    @Override
    public ExitCode run(Session session) throws InterruptedException {
        if (!session.hasDatabase()) {
            throw new Refusal(
                    ExitCode.NOT_FOUND,
                    "there is no queue in " + session.location() + " to look at",
                    "name the database with --db");
        }
        List<Finding> findings = new ArrayList<>();
        try (Examination examination = session.examine(fix ? OpenMode.WRITE : OpenMode.READ)) {
            findings.addAll(examination.findings());
            if (!isDamaged(findings)) {
                JobStore store = fix ? session.storeToWrite() : session.storeToRead();
                Wards wards = new Wards(
                        store,
                        new ShellExecutor(
                                ShellSettings.DEFAULT, session.surroundings().clock()));
                if (fix) {
                    fix(session, examination, wards);
                    findings.clear();
                    findings.addAll(examination.findings());
                }
                findings.addAll(new Rounds(store, session.surroundings().clock(), wards).findings());
            }
        }
        findings.sort(Comparator.comparing(Finding::severity));
        Output.of(session).print(findings.stream().map(Doctor::row).toList(), COLUMNS);
        return findings.stream().allMatch(finding -> finding.severity() == Severity.INFO)
                ? ExitCode.OK
                : ExitCode.FAILED;
    }

    private static boolean isDamaged(List<Finding> findings) {
        return findings.stream().anyMatch(finding -> finding.code().equals("damaged"));
    }

    private static void fix(Session session, Examination examination, Wards wards) throws InterruptedException {
        int dead = wards.declareDead();
        if (dead > 0) {
            session.say("fixed: " + dead + (dead == 1 ? " dead worker" : " dead workers") + " taken off the roster");
        }
        int given = wards.giveBack();
        if (given > 0) {
            session.say("fixed: " + ManyMoves.jobs(given) + " of dead workers given back");
        }
        for (Finding done : examination.fix()) {
            session.say("fixed: " + done.what());
        }
    }

    private static Row row(Finding finding) {
        return new Row()
                .text("severity", finding.severity().name().toLowerCase(Locale.ROOT))
                .text("code", finding.code())
                .text("what", finding.what())
                .text("remedy", finding.remedy().isEmpty() ? null : finding.remedy())
                .flag("fixable", finding.fixable());
    }
}
