package io.queuectl.cli.command;

import io.queuectl.api.Extras;
import io.queuectl.api.Payload;
import io.queuectl.api.schedule.Schedule;
import io.queuectl.api.schedule.ScheduleView;
import io.queuectl.cli.output.Column;
import io.queuectl.cli.output.Row;
import io.queuectl.cli.shell.ShellJob;
import java.util.List;

/** Schedules as every reading command writes them, under the documented names. */
final class ScheduleRows {

    static final List<Column> COLUMNS = List.of(
            Column.text("name", "NAME"),
            Column.text("spec", "FIRES"),
            Column.text("status", "STATUS").usually("active"),
            Column.time("next_at", "NEXT"),
            Column.time("last_tick", "LAST TICK"),
            Column.text("last_job", "LAST JOB"),
            Column.longText("command", "COMMAND"));

    private static final int SHOWN = 200;

    private ScheduleRows() {}

    static Row of(ScheduleView view) {
        Schedule schedule = view.schedule();
        Extras extras = schedule.job().extras();
        return new Row()
                .text("name", view.name())
                .text("spec", schedule.spec().text())
                .text("status", view.paused() ? "paused" : "active")
                .time("next_at", view.paused() ? null : view.next())
                .time("last_tick", view.lastTick())
                .text("last_job", view.lastJob() == null ? null : view.lastJob().text())
                .text("missed", schedule.missed().text())
                .text("overlap", schedule.overlap().text())
                .number("jitter_ms", schedule.jitter().toMillis())
                .text("queue", schedule.job().queue().text())
                .number("priority", schedule.job().priority())
                .text("kind", schedule.job().kind())
                .text("command", command(schedule))
                .text("tags", extras.tags().isEmpty() ? null : extras.tags().text())
                .text(
                        "unique_key",
                        extras.unique() == null ? null : extras.unique().key())
                .text("group", extras.group() == null ? null : extras.group().key())
                .number(
                        "group_running",
                        extras.group() == null ? null : extras.group().atMost());
    }

    private static String command(Schedule schedule) {
        Payload payload = schedule.job().payload();
        if (schedule.job().kind().equals(ShellJob.KIND)) {
            try {
                return ShellJob.of(payload).command();
            } catch (IllegalArgumentException editedByHand) {
                return ShellJob.KIND;
            }
        }
        String text = payload.text();
        return schedule.job().kind() + "(" + (text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…") + ")";
    }
}
