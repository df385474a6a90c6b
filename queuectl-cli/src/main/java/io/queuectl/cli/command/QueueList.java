package io.queuectl.cli.command;

import io.queuectl.api.QueueDepth;
import io.queuectl.api.QueueRate;
import io.queuectl.api.QueueSettings;
import io.queuectl.api.QueueView;
import io.queuectl.cli.frame.Action;
import io.queuectl.cli.frame.ExitCode;
import io.queuectl.cli.frame.Session;
import io.queuectl.cli.output.Column;
import io.queuectl.cli.output.Output;
import io.queuectl.cli.output.Row;
import io.queuectl.core.Queues;
import io.queuectl.core.spi.JobStore;
import java.util.List;
import picocli.CommandLine.Command;

/** {@code queuectl queues}: how full each queue is, how it moves, and what is set for it. */
@Command(description = "Show how full each queue is, its oldest due job, its rate and its limits.")
final class QueueList implements Action {

    private static final List<Column> COLUMNS = List.of(
            Column.text("queue", "QUEUE"),
            Column.number("due", "DUE"),
            Column.number("scheduled", "SCHEDULED"),
            Column.number("running", "RUNNING"),
            Column.number("completed_last_minute", "DONE/MIN"),
            Column.time("oldest_due", "OLDEST DUE"),
            Column.text("mode", "MODE").usually("open"),
            Column.number("max_running", "MAX RUNNING"),
            Column.text("rate", "RATE"),
            Column.number("max_waiting", "MAX WAITING"));

    @Override
    public ExitCode run(Session session) {
        JobStore store = session.storeToRead();
        Output.of(session)
                .print(
                        Queues.list(store.queues(), store.clock().instant()).stream()
                                .map(QueueList::row)
                                .toList(),
                        COLUMNS);
        return ExitCode.OK;
    }

    private static Row row(QueueView view) {
        QueueDepth depth = view.depth();
        return settingsRow(
                new Row()
                        .text("queue", view.queue().text())
                        .number("due", depth.due())
                        .number("scheduled", depth.scheduled())
                        .number("running", depth.running())
                        .number("completed_last_minute", depth.completedLastMinute())
                        .time("oldest_due", depth.oldestDue()),
                view.settings());
    }

    /** Adds what is set. */
    static Row settingsRow(Row row, QueueSettings settings) {
        QueueRate rate = settings.rate();
        return row.text("mode", QueueChanges.mode(settings))
                .number("max_running", settings.maxRunning())
                .text("rate", rate == null ? null : rate.text())
                .number("max_waiting", settings.maxWaiting());
    }
}
