package io.queuectl.cli.command;

import io.queuectl.api.schedule.JobSchedules;
import io.queuectl.cli.frame.Action;
import io.queuectl.cli.frame.ExitCode;
import io.queuectl.cli.frame.Session;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code queuectl schedule resume NAME}. */
@Command(description = "Let schedules fire again, from their next tick on.")
final class ScheduleResume implements Action {

    @Parameters(paramLabel = "NAME", arity = "1..*", description = "The schedules.")
    private List<String> typed = List.of();

    @Override
    public ExitCode run(Session session) {
        return ScheduleDesk.each(typed, "resumed", session, JobSchedules::resume);
    }
}
