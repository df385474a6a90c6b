package io.queuectl.cli.command;

import io.queuectl.api.JobState;
import io.queuectl.cli.frame.Choices;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The names of the job states at the command line: their own, and a few that people know from elsewhere. */
final class StateNames {

    /** The states in the order in which a job passes through them. */
    static final List<JobState> IN_ORDER = List.of(
            JobState.BLOCKED,
            JobState.PENDING,
            JobState.PROCESSING,
            JobState.FAILED,
            JobState.COMPLETED,
            JobState.DEAD,
            JobState.CANCELLED);

    private static final Map<String, JobState> ALIASES = Map.of(
            "running", JobState.PROCESSING,
            "dlq", JobState.DEAD,
            "done", JobState.COMPLETED,
            "canceled", JobState.CANCELLED);

    private StateNames() {}

    /** @throws io.queuectl.cli.frame.Refusal if there is no such state */
    static JobState parse(String text) {
        String name = text.toLowerCase(Locale.ROOT);
        JobState alias = ALIASES.get(name);
        JobState state = alias != null ? alias : JobState.ofText(name);
        if (state == JobState.INVALID && !name.equals(JobState.INVALID.text())) {
            List<String> known =
                    new ArrayList<>(IN_ORDER.stream().map(JobState::text).toList());
            known.addAll(List.of("running", "done", "dlq"));
            throw Choices.unknown("state", text, known);
        }
        return state;
    }

    /** How a state is called in a heading. */
    static String label(JobState state) {
        String name = state == JobState.PROCESSING ? "running" : state.text();
        return name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
    }
}
