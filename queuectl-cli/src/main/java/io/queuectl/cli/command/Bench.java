package io.queuectl.cli.command;

import io.queuectl.api.StoreException;
import io.queuectl.cli.bench.Course;
import io.queuectl.cli.bench.Figures;
import io.queuectl.cli.bench.Report;
import io.queuectl.cli.bench.TidyEnd;
import io.queuectl.cli.frame.Action;
import io.queuectl.cli.frame.Durations;
import io.queuectl.cli.frame.ExitCode;
import io.queuectl.cli.frame.OutputFormat;
import io.queuectl.cli.frame.Printable;
import io.queuectl.cli.frame.Refusal;
import io.queuectl.cli.frame.Session;
import io.queuectl.cli.output.Output;
import io.queuectl.cli.output.TimeText;
import io.queuectl.core.spi.ScratchDatabase;
import java.io.IOException;
import java.time.Duration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code queuectl bench}: how fast the user's database is, and what limits it, measured on a scratch database in its place. */
@Command(
        description = {
            "Measure how fast this database is, and say what limits it.",
            "What is measured is an empty database in the same place (a folder beside the file, a schema in the same PostgreSQL database), which is gone afterwards:"
                    + " no job, worker or setting of the queue is touched, but its disk or server is kept busy."
        })
final class Bench implements Action {

    private static final Duration SHORTEST = Duration.ofMillis(100);
    private static final Duration LONGEST = Duration.ofHours(1);

    @Option(names = "--time", paramLabel = "DURATION", description = "How long to measure in all (1m).")
    private String time = "1m";

    @Override
    public ExitCode run(Session session) throws IOException, InterruptedException {
        Duration whole = whole();
        Output output = Output.of(session);
        if (output.format() == OutputFormat.ID) {
            throw Refusal.usage("bench has no ids to print", "use --output table, json, ndjson or csv");
        }
        Report report = new Report(measured(session, whole));
        if (output.isTable()) {
            output.print(report.lines(), Report.COLUMNS);
            output.line("");
            output.paragraph(report.sentence());
            output.paragraph(Printable.line(report.store()));
        } else {
            output.printOne(report.row());
        }
        return ExitCode.OK;
    }

    private Duration whole() {
        Duration whole = Durations.parse("--time", time);
        if (whole.compareTo(SHORTEST) < 0 || whole.compareTo(LONGEST) > 0) {
            throw Refusal.usage("--time " + Printable.quoted(time) + " is not within 100ms and 1h", Durations.FORM);
        }
        return whole;
    }

    private static Figures measured(Session session, Duration whole) throws IOException, InterruptedException {
        return TidyEnd.within(stopped -> {
            try (ScratchDatabase scratch = session.scratch()) {
                session.say("measuring beside " + session.location() + " for " + TimeText.of(whole));
                return new Course(scratch, session::say, stopped).run(whole);
            } catch (InterruptedException told) {
                session.say("stopped; what was measured on is gone");
                throw told;
            } catch (StoreException broken) {
                // Whether a commit of the scratch database happened is of no interest to anybody.
                throw StoreException.of(broken.reason(), String.valueOf(broken.getMessage()), broken);
            }
        });
    }
}
