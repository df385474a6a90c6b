package io.queuectl.cli.command;

import io.queuectl.api.JobId;
import io.queuectl.api.JobView;
import io.queuectl.cli.frame.Action;
import io.queuectl.cli.frame.ExitCode;
import io.queuectl.cli.frame.Session;
import io.queuectl.cli.input.JobChange;
import io.queuectl.cli.input.JobValues;
import io.queuectl.cli.input.Settings;
import io.queuectl.core.spi.JobEdit;
import io.queuectl.core.spi.JobStore;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code queuectl edit ID}: changes a job that waits. */
@Command(description = "Change a waiting job.")
final class Edit implements Action {

    @Parameters(paramLabel = "ID", description = "The job.")
    private String typed = "";

    @Mixin
    private JobChange change = new JobChange();

    @Override
    public ExitCode run(Session session) {
        JobId id = JobValues.id(typed);
        change.check();
        JobStore store = Moves.store(session, id);
        JobView job = JobIds.find(typed, store.queries());
        Settings settings =
                Settings.of(store.admin().settings(), session.surroundings().variables());
        JobEdit edit = change.of(job, settings, session.surroundings().clock().instant());
        try (Moves moves = new Moves(session, "edit", true)) {
            moves.report(id, store.admin().edit(id, edit), "changed", "changed");
        }
        return ExitCode.OK;
    }
}
