package io.queuectl.cli.command;

import io.queuectl.api.JobState;
import io.queuectl.api.JobView;
import io.queuectl.cli.frame.Action;
import io.queuectl.cli.frame.ExitCode;
import io.queuectl.cli.frame.Session;
import io.queuectl.cli.output.Output;
import io.queuectl.cli.output.Row;
import io.queuectl.core.spi.JobFilter;
import io.queuectl.core.spi.JobStore;
import io.queuectl.core.spi.StoreInfo;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;

/** {@code queuectl status}: the workers with what each runs, the counts by state, the next scheduled job, and the store. */
@Command(description = "Show the workers and what each runs, counts by state and the next scheduled job.")
final class Status implements Action {

    @Override
    public ExitCode run(Session session) {
        JobStore store = session.storeToRead();
        Instant now = store.clock().instant();
        Roster roster = Roster.of(store);
        Counts counts = Counts.of(store);
        Optional<JobView> next = store.queries().nextScheduled(now);
        @Nullable
        Instant oldestDead = counts.of(JobState.DEAD) == 0
                ? null
                : store.bulk().firstFinish(JobFilter.in(JobState.DEAD)).orElse(null);
        Output output = Output.of(session);
        switch (output.format()) {
            case TABLE -> new StatusPage(output).print(roster, counts, oldestDead, next, store.info());
            case CSV ->
                output.printOne(new Row().number("workers", roster.workers()).all(counts.row()));
            case ID -> output.print(runningJobs(roster), List.of());
            case JSON, NDJSON -> output.printOne(row(roster, counts, oldestDead, next, store.info()));
        }
        return ExitCode.OK;
    }

    private static List<Row> runningJobs(Roster roster) {
        return roster.processes().stream()
                .flatMap(process -> process.jobs().stream())
                .map(JobRows::of)
                .toList();
    }

    private static Row row(
            Roster roster, Counts counts, @Nullable Instant oldestDead, Optional<JobView> next, StoreInfo store) {
        return new Row()
                .number("workers", roster.workers())
                .rows(
                        "processes",
                        roster.processes().stream().map(WorkerProcess::row).toList())
                .row("counts", counts.row())
                .rows("queues", counts.queueRows())
                .time("oldest_dead_letter", oldestDead)
                .row("next_scheduled", next.map(JobRows::of).orElse(null))
                .row("store", storeRow(store));
    }

    private static Row storeRow(StoreInfo store) {
        return new Row()
                .text("name", store.name())
                .text("version", store.version())
                .number("schema", store.schema())
                .text("durability", store.durability())
                .text("location", store.location());
    }
}
