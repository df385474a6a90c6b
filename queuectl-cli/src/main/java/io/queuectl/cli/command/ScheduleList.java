package io.queuectl.cli.command;

import io.queuectl.api.schedule.ScheduleView;
import io.queuectl.cli.frame.Action;
import io.queuectl.cli.frame.ExitCode;
import io.queuectl.cli.frame.Session;
import io.queuectl.cli.output.Output;
import java.util.List;
import picocli.CommandLine.Command;

/** {@code queuectl schedule list}: every schedule with its next and its last tick. */
@Command(description = "List the schedules with their next and last ticks.")
final class ScheduleList implements Action {

    @Override
    public ExitCode run(Session session) {
        List<ScheduleView> schedules = session.storeToRead().schedules().list();
        Output.of(session).print(schedules.stream().map(ScheduleRows::of).toList(), ScheduleRows.COLUMNS);
        if (schedules.isEmpty()) {
            session.say("no schedules; queuectl schedule add NAME --cron '0 2 * * *' COMMAND makes one");
        }
        return ExitCode.OK;
    }
}
