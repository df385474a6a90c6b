package io.queuectl.cli.command;

import io.queuectl.api.schedule.JobSchedules;
import io.queuectl.api.schedule.ScheduleNotFoundException;
import io.queuectl.cli.frame.Action;
import io.queuectl.cli.frame.ExitCode;
import io.queuectl.cli.frame.Session;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code queuectl schedule remove NAME}. */
@Command(description = "Remove schedules; their jobs stay.")
final class ScheduleRemove implements Action {

    @Parameters(paramLabel = "NAME", arity = "1..*", description = "The schedules.")
    private List<String> typed = List.of();

    @Override
    public ExitCode run(Session session) {
        return ScheduleDesk.each(typed, "removed", session, ScheduleRemove::removed);
    }

    private static void removed(JobSchedules schedules, String name) {
        if (!schedules.remove(name)) {
            throw new ScheduleNotFoundException(name);
        }
    }
}
