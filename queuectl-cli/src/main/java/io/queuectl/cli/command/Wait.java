package io.queuectl.cli.command;

import io.queuectl.api.JobState;
import io.queuectl.api.JobView;
import io.queuectl.cli.frame.Action;
import io.queuectl.cli.frame.Durations;
import io.queuectl.cli.frame.ExitCode;
import io.queuectl.cli.frame.Refusal;
import io.queuectl.cli.frame.Session;
import io.queuectl.core.spi.JobStore;
import io.queuectl.core.spi.WakeUps;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code queuectl wait ID…}: waits until jobs are finished. Exit code 1 if one ended dead or cancelled, 124 after the timeout. */
@Command(description = "Wait until jobs are finished; fails if one is dead or cancelled.")
final class Wait implements Action {

    private static final Duration GLANCE = Duration.ofMillis(500);

    @Parameters(paramLabel = "ID", arity = "1..*", description = "The jobs.")
    private List<String> ids = new ArrayList<>();

    @Option(names = "--timeout", paramLabel = "DURATION", description = "Give up after that long, with exit code 124.")
    private @Nullable String timeout;

    @Override
    public ExitCode run(Session session) throws InterruptedException {
        Deadline deadline =
                timeout == null ? Deadline.NEVER : Deadline.in(Durations.parsePositive("--timeout", timeout));
        JobStore store = session.storeToRead();
        ExitCode code = ExitCode.OK;
        try (WakeUps wakeUps = store.wakeUps()) {
            for (String id : ids) {
                JobView job = await(id, store, wakeUps, deadline);
                session.say("job " + job.id() + " is " + job.state().text() + why(job));
                code = job.state() == JobState.COMPLETED ? code : ExitCode.FAILED;
            }
        }
        return code;
    }

    private static JobView await(String id, JobStore store, WakeUps wakeUps, Deadline deadline)
            throws InterruptedException {
        while (true) {
            JobView job = JobIds.find(id, store.queries());
            if (job.state().isFinished()) {
                return job;
            }
            if (deadline.isOver()) {
                throw new Refusal(
                        ExitCode.TIMED_OUT,
                        "job " + job.id() + " is still " + job.state().text(),
                        "wait longer with --timeout, or look whether a worker runs with queuectl status");
            }
            wakeUps.await(deadline.atMost(GLANCE));
        }
    }

    private static String why(JobView job) {
        return job.state() == JobState.DEAD && job.error() != null ? ": " + job.error() : "";
    }
}
