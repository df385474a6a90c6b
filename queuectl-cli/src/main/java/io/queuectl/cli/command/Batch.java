package io.queuectl.cli.command;

import io.queuectl.api.Enqueued;
import io.queuectl.api.Flow;
import io.queuectl.api.IfFailed;
import io.queuectl.api.JobRequest;
import io.queuectl.cli.frame.Action;
import io.queuectl.cli.frame.ExitCode;
import io.queuectl.cli.frame.Refusal;
import io.queuectl.cli.frame.Session;
import io.queuectl.cli.input.FlowAssembly;
import io.queuectl.cli.input.JobAssembly;
import io.queuectl.cli.input.JobDraft;
import io.queuectl.cli.input.JobDrafts;
import io.queuectl.cli.input.JobFlags;
import io.queuectl.cli.input.JobSource;
import io.queuectl.cli.input.Settings;
import io.queuectl.core.QueueCtl;
import io.queuectl.core.spi.JobStore;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code queuectl batch}: adds jobs that may wait for each other, all of them in one transaction or none. */
@Command(description = "Add jobs that belong together: all or none, in steps, with something to follow.")
final class Batch implements Action.TakesTail {

    /** One transaction holds them all. */
    private static final int MOST = 100_000;

    @Mixin
    private JobSource source = new JobSource();

    @Mixin
    private JobFlags flags = new JobFlags();

    @Option(
            names = "--when-completed",
            paramLabel = "COMMAND",
            description = "Runs once all of them have completed; is cancelled if one does not.")
    private @Nullable String whenCompleted;

    @Option(names = "--when-ended", paramLabel = "COMMAND", description = "Runs once all of them have ended, however.")
    private @Nullable String whenEnded;

    @Override
    public void tail(List<String> words) {
        source.tail(words);
    }

    @Override
    public ExitCode run(Session session) throws IOException {
        List<JobDraft> drafts = drafts(session);
        JobStore store = session.storeToWrite();
        Settings settings =
                Settings.of(store.admin().settings(), session.surroundings().variables());
        JobAssembly assembly = new JobAssembly(settings, session.surroundings());
        FlowAssembly.Assembled assembled = FlowAssembly.of(assembly, drafts);
        Flow flow = assembled.flow();
        List<JobDraft> inOrder = new ArrayList<>(assembled.drafts());
        Flow.Step[] all = flow.steps().toArray(Flow.Step[]::new);
        if (whenCompleted != null) {
            JobDraft draft = JobDraft.of(whenCompleted);
            flow.add(assembly.request(draft)).after(all);
            inOrder.add(draft);
        }
        if (whenEnded != null) {
            JobDraft draft = JobDraft.of(whenEnded);
            flow.add(assembly.request(draft)).after(IfFailed.CONTINUE, all);
            inOrder.add(draft);
        }
        // Not closed here: its store is the session's, and without workers it holds nothing else.
        QueueCtl queue = QueueCtl.builder().store(store).build();
        List<Enqueued> jobs = queue.enqueueOrFind(flow);
        List<JobRequest> requests =
                flow.steps().stream().map(Flow.Step::request).toList();
        try (EnqueuedPrinter printer = new EnqueuedPrinter(session, true)) {
            printer.print(jobs, inOrder, requests);
        }
        return ExitCode.OK;
    }

    private List<JobDraft> drafts(Session session) throws IOException {
        JobDraft flagged = flags.draft();
        if (flagged.hasId()) {
            throw Refusal.usage("--id names one job, and a batch has several", "put ids, or steps, into JSON");
        }
        JobDrafts source = this.source.drafts(session.surroundings());
        List<JobDraft> drafts = new ArrayList<>();
        JobDraft next = source.next();
        while (next != null) {
            if (drafts.size() == MOST) {
                throw Refusal.usage(
                        "a batch is one transaction, and holds at most " + MOST + " jobs",
                        "split it, or use queuectl enqueue, which adds them by the thousand");
            }
            JobDraft both = next.under(flagged);
            if (both.notice() != null) {
                session.say(both.notice());
            }
            drafts.add(both);
            next = source.next();
        }
        return drafts;
    }
}
