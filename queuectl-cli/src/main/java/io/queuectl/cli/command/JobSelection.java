package io.queuectl.cli.command;

import io.queuectl.api.JobId;
import io.queuectl.api.JobState;
import io.queuectl.cli.frame.Durations;
import io.queuectl.cli.frame.Refusal;
import io.queuectl.cli.input.JobValues;
import io.queuectl.core.spi.JobFilter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say which jobs are meant, the same for every command that moves many. */
final class JobSelection {

    @Option(
            names = {"-s", "--state"},
            paramLabel = "STATE",
            split = ",",
            description = "Only jobs in this state; several are separated by commas.")
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

    @Option(names = "--older-than", paramLabel = "DURATION", description = "Only jobs finished that long ago: 7d.")
    private @Nullable String olderThan;

    @Option(names = "--all", description = "Every job that the other options do not leave out.")
    private boolean all;

    @Option(
            names = {"-y", "--yes"},
            description = "Do not ask.")
    private boolean yes;

    /** Whether jobs are meant that are not named. */
    boolean isGiven() {
        return all || isNarrow();
    }

    /** Whether some are left out. */
    boolean isNarrow() {
        return !states.isEmpty() || queue != null || kind != null || !tags.isEmpty() || olderThan != null;
    }

    boolean isAgreedTo() {
        return yes;
    }

    /** The jobs that are meant at a time by the clock of the database. What was typed is checked at once. */
    Function<Instant, JobFilter> filter() {
        Set<JobState> wanted = states.stream().map(StateNames::parse).collect(Collectors.toSet());
        Map<String, String> named = new TreeMap<>();
        tags.forEach(tag -> JobValues.addTag(named, "--tag", tag));
        JobFilter filter = JobFilter.ANY.states(wanted).tags(JobValues.tags(named));
        filter = kind == null ? filter : filter.kind(kind);
        JobFilter any = queue == null ? filter : filter.queue(JobValues.queue(queue));
        if (olderThan == null) {
            return now -> any;
        }
        Duration age = Durations.parse("--older-than", olderThan);
        return now -> any.finishedBefore(now.minus(age));
    }

    /**
     * The jobs that are named, or none if others are meant.
     *
     * @throws Refusal if both are given, or nothing
     */
    List<JobId> ids(List<String> typed) {
        if (typed.isEmpty() == isGiven()) {
            return Moves.ids(typed);
        }
        throw Refusal.usage(
                typed.isEmpty()
                        ? "missing parameter: 'ID'"
                        : (all ? "--all" : "a filter") + " and " + typed.get(0) + " contradict each other",
                "name the jobs, or say which are meant with --state, --queue, --kind, --tag, --older-than or --all");
    }
}
