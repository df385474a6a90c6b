package io.queuectl.cli.command;

import io.queuectl.api.schedule.Schedule;
import io.queuectl.api.schedule.ScheduleNotFoundException;
import io.queuectl.api.schedule.ScheduleSpec;
import io.queuectl.api.schedule.ScheduleView;
import io.queuectl.cli.frame.Action;
import io.queuectl.cli.frame.ExitCode;
import io.queuectl.cli.frame.OutputFormat;
import io.queuectl.cli.frame.Printable;
import io.queuectl.cli.frame.Session;
import io.queuectl.cli.output.Output;
import io.queuectl.cli.output.Row;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code queuectl schedule show NAME}: one schedule and its next ticks. */
@Command(description = "Show one schedule with its next ticks.")
final class ScheduleShow implements Action {

    private static final int TICKS = 5;

    @Parameters(paramLabel = "NAME", arity = "1", description = "The schedule.")
    private String typed = "";

    @Override
    public ExitCode run(Session session) {
        String name = ScheduleDesk.name(typed);
        ScheduleView view =
                session.storeToRead().schedules().find(name).orElseThrow(() -> new ScheduleNotFoundException(name));
        Output output = Output.of(session);
        Row row = ScheduleRows.of(view);
        if (output.isTable()) {
            print(row, view, output);
        } else if (output.format() == OutputFormat.CSV || output.format() == OutputFormat.ID) {
            output.printOne(row);
        } else {
            output.printOne(row.rows(
                    "next_ticks",
                    ticks(view).map(tick -> new Row().time("at", tick)).toList()));
        }
        return ExitCode.OK;
    }

    private static void print(Row row, ScheduleView view, Output output) {
        Schedule schedule = view.schedule();
        line("Schedule", view.name(), output);
        line("Command", row.plain("command"), output);
        line("Fires", schedule.spec().text() + (view.paused() ? "  (paused)" : ""), output);
        line(
                "Missed",
                schedule.missed().text() + ", overlap " + schedule.overlap().text(),
                output);
        line(
                "Queue",
                schedule.job().queue().text() + ", priority " + schedule.job().priority(),
                output);
        if (!schedule.jitter().isZero()) {
            line("Jitter", "up to " + schedule.jitter().toMillis() + " ms", output);
        }
        if (view.lastTick() != null) {
            line("Last tick", output.times().of(view.lastTick()), output);
        }
        if (view.lastJob() != null) {
            line("Last job", view.lastJob().text(), output);
        }
        ZoneId zone = schedule.spec() instanceof ScheduleSpec.Cron cron ? cron.zone() : ZoneId.of("UTC");
        List<String> ticks = ticks(view)
                .map(tick -> tick.atZone(zone).toOffsetDateTime().toString())
                .toList();
        for (int i = 0; i < ticks.size(); i++) {
            line(i == 0 ? "Next" : "", ticks.get(i), output);
        }
    }

    /** Of a delay only the first is known. */
    private static Stream<Instant> ticks(ScheduleView view) {
        Instant first = view.next();
        if (first == null || view.paused()) {
            return Stream.of();
        }
        ScheduleSpec spec = view.schedule().spec();
        int most = spec instanceof ScheduleSpec.FixedDelay ? 1 : TICKS;
        List<Instant> ticks = new ArrayList<>();
        Optional<Instant> tick = Optional.of(first);
        while (tick.isPresent() && ticks.size() < most) {
            ticks.add(tick.get());
            tick = spec.after(tick.get());
        }
        return ticks.stream();
    }

    private static void line(String name, String text, Output output) {
        output.line(name + " ".repeat(10 - name.length()) + Printable.line(text));
    }
}
