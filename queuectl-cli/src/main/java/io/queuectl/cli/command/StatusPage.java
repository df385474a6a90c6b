package io.queuectl.cli.command;

import io.queuectl.api.JobState;
import io.queuectl.api.JobView;
import io.queuectl.cli.frame.Printable;
import io.queuectl.cli.output.Column;
import io.queuectl.cli.output.Output;
import io.queuectl.cli.output.Style;
import io.queuectl.core.spi.StoreInfo;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The status as people read it. */
final class StatusPage {

    private final Output output;

    StatusPage(Output output) {
        this.output = output;
    }

    void print(Roster roster, Counts counts, @Nullable Instant oldestDead, Optional<JobView> next, StoreInfo store) {
        workers(roster);
        output.line("");
        counts(counts);
        output.line("");
        if (oldestDead != null) {
            output.line(
                    Style.YELLOW, "Oldest dead letter: died " + output.times().of(oldestDead));
        }
        output.line("Next scheduled: " + next.map(this::scheduled).orElse("none"));
        output.line(
                Style.DIM,
                Printable.line("Store: " + store.name() + " " + store.version() + ", " + store.durability()
                        + ", schema " + store.schema() + ", " + store.location()));
    }

    private void workers(Roster roster) {
        int processes = roster.present().size();
        String in = processes == 0 ? "" : " in " + processes + (processes == 1 ? " process" : " processes");
        output.line(Style.BOLD, "Workers: " + roster.workers() + in);
        roster.processes().forEach(this::process);
        if (!roster.orphans().isEmpty()) {
            output.line(Style.YELLOW, "  waiting to be taken over from a worker that died: " + ids(roster.orphans()));
        }
    }

    private void process(WorkerProcess process) {
        Style style = process.isPresent() ? Style.PLAIN : Style.YELLOW;
        String slots = process.node().info().slots() + (process.node().info().slots() == 1 ? " slot" : " slots");
        output.line(
                style,
                "  " + Printable.line(process.node().info().name()) + "  pid "
                        + process.node().info().host().pid() + "  " + slots + "  "
                        + Printable.line(process.node().info().queues()) + "  " + process.status() + ", started "
                        + output.times().of(process.node().joinedAt()));
        for (JobView job : process.jobs()) {
            String since =
                    job.startedAt() == null ? "" : "  started " + output.times().of(job.startedAt());
            output.line("    running " + job.id() + since + "  " + Printable.line(CommandText.of(job)));
        }
        if (process.isPresent() && process.idle() > 0) {
            output.line(Style.DIM, "    " + process.idle() + " idle");
        }
    }

    private void counts(Counts counts) {
        for (JobState state : StateNames.IN_ORDER) {
            String label = StateNames.label(state) + ":";
            String count = Long.toString(counts.of(state));
            output.line(
                    Style.ofState(counts.of(state) == 0 ? null : state.text()),
                    label + " ".repeat(11 - label.length()) + " ".repeat(Math.max(0, 7 - count.length())) + count);
        }
        if (counts.queueRows().size() > 1) {
            output.line("");
            List<Column> columns = new ArrayList<>(List.of(Column.text("queue", "QUEUE")));
            StateNames.IN_ORDER.forEach(state -> columns.add(
                    Column.number(state.text(), StateNames.label(state).toUpperCase(java.util.Locale.ROOT))));
            output.print(counts.queueRows(), columns);
        }
    }

    private String scheduled(JobView job) {
        return job.id() + " " + output.times().of(job.runAt()) + "  " + Printable.line(CommandText.of(job));
    }

    private static String ids(List<JobView> jobs) {
        return String.join(", ", jobs.stream().map(job -> job.id().text()).toList());
    }
}
