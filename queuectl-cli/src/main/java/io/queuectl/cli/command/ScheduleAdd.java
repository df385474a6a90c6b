package io.queuectl.cli.command;

import io.queuectl.api.JobRequest;
import io.queuectl.api.schedule.Schedule;
import io.queuectl.api.schedule.ScheduleView;
import io.queuectl.cli.frame.Action;
import io.queuectl.cli.frame.ExitCode;
import io.queuectl.cli.frame.Refusal;
import io.queuectl.cli.frame.Session;
import io.queuectl.cli.input.JobAssembly;
import io.queuectl.cli.input.JobDraft;
import io.queuectl.cli.input.JobDrafts;
import io.queuectl.cli.input.JobSource;
import io.queuectl.cli.input.KeptFlags;
import io.queuectl.cli.input.ScheduleFlags;
import io.queuectl.cli.input.Settings;
import io.queuectl.cli.output.Output;
import io.queuectl.core.spi.JobStore;
import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code queuectl schedule add NAME}: makes a schedule, or changes the one of that name. */
@Command(
        description =
                "Enqueue a job by the clock: NAME, when, and the job as enqueue takes it. Changes the schedule of that name.")
final class ScheduleAdd implements Action.TakesTail {

    @Mixin
    private JobSource source = new JobSource();

    @Mixin
    private KeptFlags run = new KeptFlags();

    @Mixin
    private ScheduleFlags flags = new ScheduleFlags();

    @Override
    public void tail(List<String> words) {
        source.tail(words);
    }

    /** Reads everything before it opens the database: bad input leaves it as it was. */
    @Override
    public ExitCode run(Session session) throws IOException {
        String name = name();
        flags.spec();
        JobDraft draft = onlyOne(source.drafts(session.surroundings())).under(run.draft());
        JobStore store = session.storeToWrite();
        Settings settings =
                Settings.of(store.admin().settings(), session.surroundings().variables());
        JobRequest job = new JobAssembly(settings, session.surroundings()).request(draft);
        Schedule schedule = flags.schedule(name, job);
        ScheduleView view = ScheduleDesk.at(store).put(schedule);
        Output output = Output.of(session);
        if (output.isTable()) {
            session.out()
                    .print("scheduled name=" + name + " next=" + (view.next() == null ? "never" : view.next()) + "\n");
        } else {
            output.printOne(ScheduleRows.of(view));
        }
        return ExitCode.OK;
    }

    private String name() {
        String name = source.takeFirstWord();
        if (name == null) {
            throw Refusal.usage(
                    "missing name of the schedule", "queuectl schedule add nightly --cron '0 2 * * *' \"backup.sh\"");
        }
        return ScheduleDesk.name(name);
    }

    private static JobDraft onlyOne(JobDrafts drafts) throws IOException {
        JobDraft draft = drafts.next();
        if (draft == null) {
            throw Refusal.usage("missing command of the schedule", "give one: \"backup.sh\"");
        }
        if (drafts.next() != null) {
            throw Refusal.usage("a schedule has one job, and more than one is given", "make a schedule for each");
        }
        return draft;
    }
}
