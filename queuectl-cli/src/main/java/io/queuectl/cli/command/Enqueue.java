package io.queuectl.cli.command;

import io.queuectl.api.DuplicateJobException;
import io.queuectl.api.Enqueued;
import io.queuectl.api.JobNotFoundException;
import io.queuectl.api.JobRequest;
import io.queuectl.api.QueueDrainingException;
import io.queuectl.api.QueueFullException;
import io.queuectl.api.UniqueKeyException;
import io.queuectl.cli.frame.Action;
import io.queuectl.cli.frame.Complaint;
import io.queuectl.cli.frame.Durations;
import io.queuectl.cli.frame.ExitCode;
import io.queuectl.cli.frame.Refusal;
import io.queuectl.cli.frame.Session;
import io.queuectl.cli.input.JobAssembly;
import io.queuectl.cli.input.JobDraft;
import io.queuectl.cli.input.JobDrafts;
import io.queuectl.cli.input.JobFlags;
import io.queuectl.cli.input.JobSource;
import io.queuectl.cli.input.Settings;
import io.queuectl.core.QueueCtl;
import io.queuectl.core.spi.JobStore;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code queuectl enqueue}: adds jobs, one transaction for each thousand. */
@Command(description = "Add a job, or many.")
final class Enqueue implements Action.TakesTail {

    private static final int BATCH = 1_000;

    @Mixin
    private JobSource source = new JobSource();

    @Mixin
    private JobFlags flags = new JobFlags();

    @Option(
            names = "--wait",
            paramLabel = "DURATION",
            description = "Wait for room where a queue is full; then each job is a transaction of its own.")
    private @Nullable String wait;

    @Override
    public void tail(List<String> words) {
        source.tail(words);
    }

    /** Reads the first thousand before it opens the database: bad input leaves everything as it was. */
    @Override
    public ExitCode run(Session session) throws IOException, InterruptedException {
        return add(source, flags.draft(), wait, session);
    }

    /** The jobs of the source, each with what the flags say. */
    static ExitCode add(JobSource source, JobDraft flagged, @Nullable String wait, Session session)
            throws IOException, InterruptedException {
        Duration patience = wait == null ? Duration.ZERO : Durations.parse("--wait", wait);
        int most = wait == null ? BATCH : 1;
        JobDrafts drafts = source.drafts(session.surroundings());
        List<JobDraft> batch = nextBatch(drafts, flagged, most, session);
        JobStore store = session.storeToWrite();
        Settings settings =
                Settings.of(store.admin().settings(), session.surroundings().variables());
        JobAssembly assembly = new JobAssembly(settings, session.surroundings());
        // Not closed here: its store is the session's, and without workers it holds nothing else.
        QueueCtl queue = QueueCtl.builder().store(store).build();
        long added = 0;
        try (EnqueuedPrinter printer = new EnqueuedPrinter(session, source.isBulk())) {
            while (!batch.isEmpty()) {
                List<JobRequest> requests =
                        batch.stream().map(assembly::request).toList();
                List<Enqueued> enqueued = queue.enqueueOrFindAll(requests, patience);
                printer.print(enqueued, batch, requests);
                added += enqueued.size();
                batch = nextBatch(drafts, flagged, most, session);
            }
        } catch (Refusal
                | DuplicateJobException
                | JobNotFoundException
                | UniqueKeyException
                | QueueDrainingException
                | QueueFullException wrong) {
            throw added == 0 ? wrong : afterOthers(wrong, added);
        } catch (IllegalArgumentException circle) {
            Refusal wrong =
                    Refusal.usage(String.valueOf(circle.getMessage()), "a job waits for jobs that do not wait for it");
            throw added == 0 ? wrong : afterOthers(wrong, added);
        }
        return ExitCode.OK;
    }

    private static List<JobDraft> nextBatch(JobDrafts drafts, JobDraft flagged, int most, Session session)
            throws IOException {
        List<JobDraft> batch = new ArrayList<>();
        while (batch.size() < most) {
            JobDraft draft = drafts.next();
            if (draft == null) {
                return batch;
            }
            if (flagged.hasId() && !batch.isEmpty()) {
                throw Refusal.usage(
                        "--id names one job, and more than one is given", "leave --id out, or put ids into JSON");
            }
            JobDraft both = draft.under(flagged);
            if (both.notice() != null) {
                session.say(both.notice());
            }
            batch.add(both);
        }
        return batch;
    }

    private static Refusal afterOthers(RuntimeException wrong, long added) {
        ExitCode code = Complaint.of(wrong).code();
        return new Refusal(
                code,
                String.valueOf(wrong.getMessage()),
                "the first " + added + " jobs are enqueued, none of those after them: give only the rest again",
                wrong);
    }
}
