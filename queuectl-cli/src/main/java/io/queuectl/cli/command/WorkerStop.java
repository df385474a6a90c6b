package io.queuectl.cli.command;

import io.queuectl.api.StoreException;
import io.queuectl.cli.frame.Action;
import io.queuectl.cli.frame.Durations;
import io.queuectl.cli.frame.ExitCode;
import io.queuectl.cli.frame.Refusal;
import io.queuectl.cli.frame.Session;
import io.queuectl.core.spi.JobStore;
import io.queuectl.core.spi.NodeView;
import io.queuectl.core.spi.StopMode;
import io.queuectl.core.spi.WakeUps;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code queuectl worker stop}: asks every worker process of this database, wherever it runs, to finish and exit. */
@Command(description = "Ask every worker process of this database to finish its current jobs and exit.")
final class WorkerStop implements Action {

    private static final Duration GLANCE = Duration.ofMillis(100);

    @Option(names = "--now", description = "Stop running jobs too and give them back; costs them no attempt.")
    private boolean now;

    @Option(names = "--wait", description = "Return when they have ended.")
    private boolean wait;

    @Option(
            names = "--timeout",
            paramLabel = "DURATION",
            description = "Wait at most that long; exit code 124 if some still run then.")
    private @Nullable String timeout;

    @Override
    public ExitCode run(Session session) throws InterruptedException {
        Deadline deadline =
                timeout == null ? Deadline.NEVER : Deadline.in(Durations.parsePositive("--timeout", timeout));
        if (!session.hasDatabase()) {
            return nothingToStop(session);
        }
        JobStore store = session.storeToWrite();
        List<WorkerProcess> asked = ask(store, session);
        if (asked.isEmpty()) {
            return nothingToStop(session);
        }
        if (wait || timeout != null) {
            await(asked, store, deadline, session);
        }
        return ExitCode.OK;
    }

    private List<WorkerProcess> ask(JobStore store, Session session) {
        List<WorkerProcess> asked = new ArrayList<>();
        Roster roster = Roster.of(store);
        for (WorkerProcess process : roster.processes()) {
            NodeView node = process.node();
            String name = node.info().name() + " (pid " + node.info().host().pid() + ", "
                    + node.info().slots() + (node.info().slots() == 1 ? " worker)" : " workers)");
            if (process.presence() == WorkerProcess.Presence.GONE) {
                session.say("already gone: " + name);
            } else if (store.nodes().requestStop(node.info().epoch(), now ? StopMode.NOW : StopMode.DRAIN)) {
                asked.add(process);
                session.out().println("stopping " + name + running(process));
            }
        }
        session.out().flush();
        return asked;
    }

    private String running(WorkerProcess process) {
        if (process.jobs().isEmpty()) {
            return "";
        }
        String ids = String.join(
                ", ", process.jobs().stream().map(job -> job.id().text()).toList());
        return now ? "; gives back " + ids : "; finishes " + ids;
    }

    private static void await(List<WorkerProcess> asked, JobStore store, Deadline deadline, Session session)
            throws InterruptedException {
        Set<Long> epochs =
                asked.stream().map(process -> process.node().info().epoch()).collect(Collectors.toSet());
        try (WakeUps wakeUps = store.wakeUps()) {
            while (true) {
                List<WorkerProcess> left = left(epochs, store, session);
                if (left.isEmpty()) {
                    session.say("all workers have stopped");
                    return;
                }
                if (deadline.isOver()) {
                    throw new Refusal(
                            ExitCode.TIMED_OUT,
                            left.size() + " worker process" + (left.size() == 1 ? "" : "es") + " still running",
                            "queuectl status shows what they run; worker stop --now does not wait for their jobs");
                }
                wakeUps.await(deadline.atMost(GLANCE));
            }
        }
    }

    /** Those of the asked that are on the roster and not gone. */
    private static List<WorkerProcess> left(Set<Long> epochs, JobStore store, Session session) {
        Deadline patience = Deadline.in(session.busyTimeout());
        while (true) {
            try {
                return Roster.of(store).processes().stream()
                        .filter(process -> epochs.contains(process.node().info().epoch()))
                        .filter(process -> process.presence() != WorkerProcess.Presence.GONE)
                        .toList();
            } catch (StoreException failed) {
                // Where one worker serves a file to all the others, its end cuts off whoever waits for it.
                if (!failed.isTransient() || patience.isOver()) {
                    throw failed;
                }
                LockSupport.parkNanos(GLANCE.toNanos());
            }
        }
    }

    private static ExitCode nothingToStop(Session session) {
        session.say("no worker runs");
        return ExitCode.OK;
    }
}
