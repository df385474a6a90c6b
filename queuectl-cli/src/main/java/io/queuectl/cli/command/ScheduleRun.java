package io.queuectl.cli.command;

import io.queuectl.api.JobId;
import io.queuectl.api.schedule.JobSchedules;
import io.queuectl.api.schedule.ScheduleNotFoundException;
import io.queuectl.cli.frame.Action;
import io.queuectl.cli.frame.ExitCode;
import io.queuectl.cli.frame.OutputFormat;
import io.queuectl.cli.frame.Session;
import io.queuectl.cli.output.Output;
import io.queuectl.cli.output.Row;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code queuectl schedule run NAME}. */
@Command(description = "Enqueue the job of schedules now; their ticks stay.")
final class ScheduleRun implements Action {

    @Parameters(paramLabel = "NAME", arity = "1..*", description = "The schedules.")
    private List<String> typed = List.of();

    @Override
    public ExitCode run(Session session) {
        List<String> names = typed.stream().map(ScheduleDesk::name).toList();
        if (!session.hasDatabase()) {
            throw new ScheduleNotFoundException(names.get(0));
        }
        JobSchedules schedules = ScheduleDesk.at(session.storeToWrite());
        List<Row> rows = new ArrayList<>();
        for (String name : names) {
            JobId id = schedules.runNow(name);
            if (session.output() == OutputFormat.TABLE) {
                session.out().print("enqueued id=" + id + "\n");
            } else {
                rows.add(new Row().text("id", id.text()).text("schedule", name));
            }
        }
        ScheduleDesk.print(rows, Output.of(session));
        return ExitCode.OK;
    }
}
