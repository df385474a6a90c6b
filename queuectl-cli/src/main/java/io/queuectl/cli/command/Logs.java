package io.queuectl.cli.command;

import io.queuectl.api.JobId;
import io.queuectl.api.JobView;
import io.queuectl.cli.frame.Action;
import io.queuectl.cli.frame.ExitCode;
import io.queuectl.cli.frame.Refusal;
import io.queuectl.cli.frame.Session;
import io.queuectl.core.spi.JobQueries;
import io.queuectl.core.spi.JobStore;
import io.queuectl.core.spi.LogEntry;
import io.queuectl.core.spi.WakeUps;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code queuectl logs ID}: what the attempts of a job wrote; with {@code -f} also what they go on to write. */
@Command(description = "Show what a job wrote.")
final class Logs implements Action {

    private static final int PAGE = 1_000;
    private static final Duration GLANCE = Duration.ofMillis(500);

    @Parameters(paramLabel = "ID", arity = "1", description = "The job.")
    private String id = "";

    @Option(
            names = {"-f", "--follow"},
            description = "Go on until the job is finished.")
    private boolean follow;

    @Option(names = "--attempt", paramLabel = "N", description = "Only this attempt, as show numbers them.")
    private @Nullable Integer attempt;

    @Option(names = "--raw", description = "Write control characters to a terminal as they are.")
    private boolean raw;

    @Override
    public ExitCode run(Session session) throws InterruptedException {
        if (attempt != null && attempt < 1) {
            throw Refusal.usage("--attempt " + attempt + " is not 1 or more", "queuectl show ID numbers the attempts");
        }
        JobStore store = session.storeToRead();
        JobQueries queries = store.queries();
        JobView job = JobIds.find(id, queries);
        requireAttempt(job, queries);
        try (LogPrinter printer = LogPrinter.of(session, raw)) {
            if (follow) {
                follow(job, store, printer);
            } else {
                print(job.id(), 0, queries, printer);
            }
        }
        return ExitCode.OK;
    }

    private void requireAttempt(JobView job, JobQueries queries) {
        if (attempt != null
                && !follow
                && queries.attempts(job.id()).stream().noneMatch(known -> known.ordinal() == attempt)) {
            throw new Refusal(
                    ExitCode.NOT_FOUND,
                    "job " + job.id() + " has no attempt " + attempt,
                    "queuectl show " + job.id() + " lists its attempts");
        }
    }

    /** The state is read before the lines: what was written before the job ended is read after it. */
    private void follow(JobView job, JobStore store, LogPrinter printer) throws InterruptedException {
        long position = 0;
        try (WakeUps wakeUps = store.wakeUps()) {
            while (true) {
                boolean over = store.queries()
                        .find(job.id())
                        .map(now -> now.state().isFinished())
                        .orElse(true);
                position = print(job.id(), position, store.queries(), printer);
                if (over) {
                    return;
                }
                printer.flush();
                wakeUps.await(GLANCE);
            }
        }
    }

    private long print(JobId job, long after, JobQueries queries, LogPrinter printer) {
        long position = after;
        List<LogEntry> page;
        do {
            page = queries.logs(job, position, PAGE);
            for (LogEntry entry : page) {
                if (attempt == null || entry.ordinal() == attempt) {
                    printer.print(entry);
                }
                position = entry.position();
            }
        } while (page.size() == PAGE);
        return position;
    }
}
