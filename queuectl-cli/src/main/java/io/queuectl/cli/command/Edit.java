package io.queuectl.cli.command;

import io.queuectl.api.JobId;
import io.queuectl.api.JobView;
import io.queuectl.cli.frame.Action;
import io.queuectl.cli.frame.ExitCode;
import io.queuectl.cli.frame.Refusal;
import io.queuectl.cli.frame.Session;
import io.queuectl.cli.input.JobChange;
import io.queuectl.cli.input.JobValues;
import io.queuectl.cli.input.Settings;
import io.queuectl.core.spi.JobEdit;
import io.queuectl.core.spi.JobFilter;
import io.queuectl.core.spi.JobMove;
import io.queuectl.core.spi.JobStore;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code queuectl edit ID}: changes a job that waits; with {@code --where}, all that do and match. */
@Command(description = "Change a waiting job, or many.")
final class Edit implements Action {

    @Parameters(paramLabel = "ID", arity = "0..1", description = "The job.")
    private @Nullable String typed;

    @Mixin
    private JobChange change = new JobChange();

    @Option(
            names = "--where",
            paramLabel = "FIELD=VALUE",
            description =
                    "Change all jobs that match in place of one: state=, queue=, kind=, tag.NAME=; again for more.")
    private List<String> where = new ArrayList<>();

    @Option(
            names = {"-y", "--yes"},
            description = "Do not ask.")
    private boolean yes;

    @Override
    public ExitCode run(Session session) throws IOException {
        String one = typed;
        if ((one == null) == where.isEmpty()) {
            throw Refusal.usage(
                    one == null ? "missing parameter: 'ID'" : "--where and " + one + " contradict each other",
                    "name the job, or say which are meant: --where queue=media");
        }
        if (one != null) {
            return edit(session, one);
        }
        change.check();
        Function<Instant, JobMove.Edit> edit = change.ofMany().andThen(JobMove.Edit::new);
        JobFilter filter = Conditions.filter(where);
        return ManyMoves.move(session, now -> filter, yes, edit, "change", "changed");
    }

    private ExitCode edit(Session session, String one) {
        JobId id = JobValues.id(one);
        change.check();
        JobStore store = Moves.store(session, id);
        JobView job = JobIds.find(one, store.queries());
        Settings settings =
                Settings.of(store.admin().settings(), session.surroundings().variables());
        JobEdit edit = change.of(job, settings, store.clock().instant());
        try (Moves moves = new Moves(session, "edit", true)) {
            moves.report(id, store.admin().edit(id, edit), "changed", "changed");
        }
        return ExitCode.OK;
    }
}
