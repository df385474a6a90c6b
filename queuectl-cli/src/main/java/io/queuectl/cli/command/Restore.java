package io.queuectl.cli.command;

import io.queuectl.api.StoreException;
import io.queuectl.cli.copy.LivingNodes;
import io.queuectl.cli.frame.Action;
import io.queuectl.cli.frame.ExitCode;
import io.queuectl.cli.frame.Refusal;
import io.queuectl.cli.frame.Session;
import io.queuectl.core.spi.Backups;
import io.queuectl.core.spi.JobStore;
import io.queuectl.core.spi.NodeView;
import io.queuectl.core.spi.StateCount;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code queuectl restore}: a backup in the place of the database, which is kept beside under another name. */
@Command(description = "Put a backup in the place of the database, which is kept beside.")
final class Restore implements Action {

    @Parameters(paramLabel = "FILE", description = "A backup made by queuectl backup.")
    private String file = "";

    @Option(names = "--force", description = "Even if the database holds jobs, or is damaged.")
    private boolean force;

    @Override
    public ExitCode run(Session session) throws InterruptedException {
        Path source = Backup.path(session, file);
        Backups backups = session.backups();
        Backups.Backup checked = backups.check(source);
        if (session.hasDatabase()) {
            requireReplaceable(session);
        } else {
            session.prepareFolder();
        }
        Optional<Path> aside = put(backups, session, source);
        Backup.print(session, checked);
        aside.ifPresent(path -> session.say("the database that was there is kept as " + path));
        return ExitCode.OK;
    }

    private static Optional<Path> put(Backups backups, Session session, Path source) {
        try {
            return backups.restore(source, session.surroundings().clock().instant());
        } catch (IllegalArgumentException refused) {
            throw new Refusal(ExitCode.CONFLICT, String.valueOf(refused.getMessage()), "name a backup", refused);
        }
    }

    /** Through a store of its own, which is closed before anything is moved. */
    private void requireReplaceable(Session session) throws InterruptedException {
        try (Session look = session.again()) {
            JobStore store = look.storeToRead();
            requireStill(look, store);
            long jobs = store.queries().counts().stream()
                    .mapToLong(StateCount::count)
                    .sum();
            if (jobs > 0 && !force) {
                throw new Refusal(
                        ExitCode.CONFLICT,
                        session.location() + " holds " + ManyMoves.jobs(jobs),
                        "queuectl restore --force puts the backup in its place, and keeps it beside under another name");
            }
        } catch (StoreException unreadable) {
            if (!mayReplace(unreadable.reason())) {
                throw unreadable;
            }
            session.say("warning: " + unreadable.getMessage());
        }
    }

    /** One that nobody can read any more is what backups are for. What is no queue stays. */
    private boolean mayReplace(StoreException.Reason reason) {
        return force && (reason == StoreException.Reason.DAMAGED || reason == StoreException.Reason.SCHEMA);
    }

    private static void requireStill(Session session, JobStore store) throws InterruptedException {
        Optional<NodeView> node = new LivingNodes(store)
                .find(unsure -> session.say("hint: " + unsure.info().name() + " stands on the roster of "
                        + session.location() + "; waiting up to "
                        + unsure.info().lease().toSeconds() + " s for a sign of life"));
        if (node.isPresent()) {
            throw new Refusal(
                    ExitCode.CONFLICT,
                    "worker " + node.get().info().name() + " works on " + session.location(),
                    "stop it first: queuectl worker stop --wait");
        }
    }
}
