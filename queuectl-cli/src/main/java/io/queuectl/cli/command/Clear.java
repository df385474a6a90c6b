package io.queuectl.cli.command;

import io.queuectl.api.JobState;
import io.queuectl.cli.frame.Action;
import io.queuectl.cli.frame.ExitCode;
import io.queuectl.cli.frame.Refusal;
import io.queuectl.cli.frame.Session;
import io.queuectl.core.Jobs;
import io.queuectl.core.archive.NdjsonArchive;
import io.queuectl.core.spi.JobFilter;
import io.queuectl.core.spi.JobMove;
import io.queuectl.core.spi.JobStore;
import io.queuectl.core.spi.StateCount;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code queuectl clear} and {@code queuectl purge}: delete every job that does not run, or those that match. */
@Command(description = "Delete every job that does not run, or those that match.")
final class Clear implements Action {

    private final boolean guarded;

    @Mixin
    private JobSelection selection = new JobSelection();

    @Option(
            names = "--archive",
            paramLabel = "FILE",
            description = "Append each job to that file before it is deleted, as export writes it.")
    private @Nullable String archive;

    /** @param guarded whether it must be told what to delete, or that everything is meant */
    Clear(boolean guarded) {
        this.guarded = guarded;
    }

    @Override
    public ExitCode run(Session session) throws IOException {
        Function<Instant, JobFilter> filter = selection.filter();
        NdjsonArchive kept = archive == null ? null : NdjsonArchive.at(JobFiles.path("--archive", archive, session));
        if (guarded
                && !selection.isAgreedTo()
                && !selection.isNarrow()
                && !ManyMoves.agreed(session, "delete every job in " + session.location())) {
            throw Refusal.usage(
                    "purge without a filter would delete every job in " + session.location(),
                    "name what to delete with --state, --queue, --kind, --tag or --older-than, or give --yes");
        }
        long deleted = 0;
        if (session.hasDatabase()) {
            JobStore store = session.storeToWrite();
            deleted = delete(session, Jobs.of(store), filter.apply(store.clock().instant()), kept);
            tellOfRunning(session, store);
        }
        ManyMoves.report(session, "deleted", deleted);
        return ExitCode.OK;
    }

    private long delete(Session session, Jobs jobs, JobFilter filter, @Nullable NdjsonArchive kept) {
        long count = jobs.count(filter, JobMove.DELETE);
        if (guarded) {
            ManyMoves.tellCount(session, count, "delete");
        }
        try {
            return kept == null
                    ? jobs.moveAll(filter, JobMove.DELETE, ManyMoves.progress(session, count))
                    : jobs.deleteAll(filter, kept);
        } catch (UncheckedIOException failed) {
            throw new Refusal(
                    ExitCode.FAILED,
                    String.valueOf(failed.getMessage()),
                    "look at the file; what was archived before is deleted, the rest is as it was",
                    failed);
        }
    }

    private static void tellOfRunning(Session session, JobStore store) {
        long running = 0;
        for (StateCount count : store.queries().counts()) {
            running += count.state() == JobState.PROCESSING ? count.count() : 0;
        }
        if (running > 0) {
            session.say("hint: jobs that run are kept: " + running + " of them");
        }
    }
}
