package io.queuectl.cli.command;

import io.queuectl.api.JobState;
import io.queuectl.cli.frame.Action;
import io.queuectl.cli.frame.ExitCode;
import io.queuectl.cli.frame.OutputFormat;
import io.queuectl.cli.frame.Refusal;
import io.queuectl.cli.frame.Session;
import io.queuectl.cli.output.Output;
import io.queuectl.cli.output.Row;
import io.queuectl.cli.output.Style;
import io.queuectl.core.spi.DurationStats;
import io.queuectl.core.spi.JobStore;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;

/** {@code queuectl metrics}: counts by state, and how long completed jobs took. */
@Command(description = "Show counts by state and how long completed jobs took.")
final class Metrics implements Action {

    @Override
    public ExitCode run(Session session) {
        Output output = Output.of(session);
        if (output.format() == OutputFormat.ID) {
            throw Refusal.usage("metrics has no ids to print", "use --output table, json, ndjson or csv");
        }
        JobStore store = session.storeToRead();
        Counts counts = Counts.of(store);
        DurationStats durations = store.queries().durations();
        if (output.isTable()) {
            print(counts, durations, output);
        } else {
            output.printOne(row(counts, durations));
        }
        return ExitCode.OK;
    }

    private static Row row(Counts counts, DurationStats durations) {
        Row row = counts.row();
        return row.number("completed_count", durations.completed())
                .number("average_duration_ms", millis(durations.average()))
                .number("min_duration_ms", millis(durations.minimum()))
                .number("max_duration_ms", millis(durations.maximum()))
                .rows("queues", counts.queueRows());
    }

    private static void print(Counts counts, DurationStats durations, Output output) {
        output.line(Style.BOLD, "Jobs by state");
        for (JobState state : StateNames.IN_ORDER) {
            line(state.text(), counts.of(state), output);
        }
        output.line("");
        output.line(Style.BOLD, "Completed jobs");
        line("count", durations.completed(), output);
        line("average duration (ms)", millis(durations.average()), output);
        line("min duration (ms)", millis(durations.minimum()), output);
        line("max duration (ms)", millis(durations.maximum()), output);
    }

    private static void line(String name, @Nullable Long value, Output output) {
        String text = value == null ? "-" : value.toString();
        output.line("  " + name + " ".repeat(24 - name.length()) + " ".repeat(Math.max(0, 8 - text.length())) + text);
    }

    private static @Nullable Long millis(@Nullable Duration duration) {
        return duration == null ? null : duration.toMillis();
    }
}
