package io.queuectl.cli.command;

import io.queuectl.api.JobState;
import io.queuectl.cli.frame.Action;
import io.queuectl.cli.frame.Durations;
import io.queuectl.cli.frame.ExitCode;
import io.queuectl.cli.frame.OutputFormat;
import io.queuectl.cli.frame.Refusal;
import io.queuectl.cli.frame.Session;
import io.queuectl.cli.input.JobValues;
import io.queuectl.cli.output.Output;
import io.queuectl.cli.output.Row;
import io.queuectl.core.spi.JobFilter;
import io.queuectl.core.spi.JobStore;
import io.queuectl.core.spi.StateCount;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code queuectl clear} and {@code queuectl purge}: delete every job that does not run, or those that match. */
@Command(description = "Delete every job that does not run, or those that match.")
final class Clear implements Action {

    private static final int BATCH = 1_000;

    private final boolean guarded;

    @Option(names = "--state", paramLabel = "STATE", description = "Only jobs in this state; may be repeated.")
    private List<String> states = List.of();

    @Option(names = "--queue", paramLabel = "QUEUE", description = "Only jobs of this queue.")
    private @Nullable String queue;

    @Option(names = "--older-than", paramLabel = "DURATION", description = "Only jobs finished that long ago: 7d.")
    private @Nullable String olderThan;

    @Option(
            names = {"-y", "--yes"},
            description = "Do not ask.")
    private boolean yes;

    /** @param guarded whether it must be told what to delete, or that everything is meant */
    Clear(boolean guarded) {
        this.guarded = guarded;
    }

    @Override
    public ExitCode run(Session session) throws IOException {
        JobFilter filter = filter(session);
        if (guarded && !yes && filter.equals(JobFilter.ANY) && !agreed(session)) {
            throw Refusal.usage(
                    "purge without a filter would delete every job in " + session.location(),
                    "name what to delete with --state, --queue or --older-than, or give --yes");
        }
        long deleted = 0;
        if (session.hasDatabase()) {
            JobStore store = session.storeToWrite();
            deleted = deleteAll(store, filter);
            tellOfRunning(session, store);
        }
        if (session.output() == OutputFormat.TABLE) {
            session.out().print("deleted " + deleted + (deleted == 1 ? " job" : " jobs") + "\n");
        } else {
            Output.of(session).printOne(new Row().number("deleted", deleted));
        }
        return ExitCode.OK;
    }

    private JobFilter filter(Session session) {
        Set<JobState> only = new HashSet<>();
        states.forEach(state -> only.add(StateNames.parse(state)));
        JobFilter filter = JobFilter.ANY.states(only);
        if (queue != null) {
            filter = filter.queue(JobValues.queue(queue));
        }
        if (olderThan != null) {
            filter = filter.finishedBefore(
                    session.surroundings().clock().instant().minus(Durations.parse("--older-than", olderThan)));
        }
        return filter;
    }

    private static boolean agreed(Session session) throws IOException {
        if (!session.surroundings().terminals().canAsk()) {
            return false;
        }
        session.surroundings().err().print("delete every job in " + session.location() + "? [y/N] ");
        session.surroundings().err().flush();
        String answer = new BufferedReader(
                        new InputStreamReader(session.surroundings().in(), StandardCharsets.UTF_8))
                .readLine();
        return answer != null && answer.strip().toLowerCase(Locale.ROOT).startsWith("y");
    }

    private static long deleteAll(JobStore store, JobFilter filter) {
        long deleted = 0;
        int batch;
        do {
            batch = store.admin().deleteAll(filter, BATCH);
            deleted += batch;
        } while (batch == BATCH);
        return deleted;
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
