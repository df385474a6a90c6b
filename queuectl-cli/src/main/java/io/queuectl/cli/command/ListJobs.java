package io.queuectl.cli.command;

import io.queuectl.api.JobState;
import io.queuectl.cli.frame.Action;
import io.queuectl.cli.frame.ExitCode;
import io.queuectl.cli.frame.Refusal;
import io.queuectl.cli.frame.Session;
import io.queuectl.cli.input.JobValues;
import io.queuectl.cli.output.Output;
import io.queuectl.cli.output.RowPrinter;
import io.queuectl.core.spi.JobFilter;
import io.queuectl.core.spi.JobStore;
import io.queuectl.core.spi.PageRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code queuectl list}: jobs, newest first; those of the pending state alone in the order in which workers take them. */
@Command(description = "List jobs, newest first.")
final class ListJobs implements Action {

    private static final int DEFAULT_LIMIT = 50;

    @Option(
            names = {"-s", "--state"},
            paramLabel = "STATE",
            split = ",",
            description =
                    "Only jobs in this state: pending, processing (running), failed, completed (done), dead (dlq),"
                            + " cancelled. Several are separated by commas.")
    private List<String> states = new ArrayList<>();

    @Option(
            names = {"-q", "--queue"},
            paramLabel = "QUEUE",
            description = "Only jobs of this queue.")
    private @Nullable String queue;

    @Option(names = "--kind", paramLabel = "KIND", description = "Only jobs of this kind; commands are of kind shell.")
    private @Nullable String kind;

    @Option(
            names = "--tag",
            paramLabel = "NAME=VALUE",
            description = "Only jobs that carry this tag; given more than once, all of them.")
    private List<String> tags = new ArrayList<>();

    @Option(names = "--limit", paramLabel = "N", description = "At most so many jobs (default: 50).")
    private @Nullable Integer limit;

    @Option(names = "--all", description = "Every job.")
    private boolean all;

    @Override
    public ExitCode run(Session session) {
        JobFilter filter = filter();
        long most = most();
        JobStore store = session.storeToRead();
        Output output = Output.of(session);
        boolean more;
        try (RowPrinter printer = output.printer(JobRows.COLUMNS)) {
            more = JobPages.each(
                    store.queries(), filter, order(filter, store), most, job -> printer.print(JobRows.of(job)));
        }
        if (more) {
            session.say("hint: there are more than " + most + " jobs; --all or --limit N shows them");
        }
        return ExitCode.OK;
    }

    private JobFilter filter() {
        Set<JobState> wanted = states.stream().map(StateNames::parse).collect(Collectors.toSet());
        Map<String, String> named = new TreeMap<>();
        tags.forEach(tag -> JobValues.addTag(named, "--tag", tag));
        JobFilter any = JobFilter.ANY.states(wanted).tags(JobValues.tags(named));
        JobFilter filter = kind == null ? any : any.kind(kind);
        return queue == null ? filter : filter.queue(QueueNames.parse(queue));
    }

    private long most() {
        if (all && limit != null) {
            throw Refusal.usage("--all and --limit exclude each other", "give one of them");
        }
        if (limit != null && limit < 1) {
            throw Refusal.usage("--limit " + limit + " is not 1 or more", "--all shows every job");
        }
        return all ? JobPages.ALL : limit == null ? DEFAULT_LIMIT : limit;
    }

    private static PageRequest.Order order(JobFilter filter, JobStore store) {
        return filter.states().equals(Set.of(JobState.PENDING)) ? ClaimOrder.of(store) : PageRequest.Order.NEWEST_FIRST;
    }
}
