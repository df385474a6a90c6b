package io.queuectl.cli.command;

import io.queuectl.api.schedule.JobSchedules;
import io.queuectl.api.schedule.Schedule;
import io.queuectl.api.schedule.ScheduleNotFoundException;
import io.queuectl.cli.frame.ExitCode;
import io.queuectl.cli.frame.OutputFormat;
import io.queuectl.cli.frame.Refusal;
import io.queuectl.cli.frame.Session;
import io.queuectl.cli.output.Output;
import io.queuectl.cli.output.Row;
import io.queuectl.cli.output.RowPrinter;
import io.queuectl.core.QueueCtl;
import io.queuectl.core.spi.JobStore;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

/** What the commands about schedules have in common. */
final class ScheduleDesk {

    private ScheduleDesk() {}

    /** The schedules of an open database. Not closed: its store is the session's, and without workers it holds nothing else. */
    static JobSchedules at(JobStore store) {
        return QueueCtl.builder().store(store).build().schedules();
    }

    static String name(String typed) {
        try {
            Schedule.requireName(typed);
            return typed;
        } catch (IllegalArgumentException wrong) {
            throw new Refusal(
                    ExitCode.USAGE,
                    String.valueOf(wrong.getMessage()),
                    "a name is 1 to 64 letters, digits, . _ - and starts with a letter or digit",
                    wrong);
        }
    }

    /** Does something to each of the schedules that were named, all of them checked before, and says so. */
    static ExitCode each(List<String> typed, String done, Session session, BiConsumer<JobSchedules, String> move) {
        List<String> names = typed.stream().map(ScheduleDesk::name).toList();
        if (!session.hasDatabase()) {
            throw new ScheduleNotFoundException(names.get(0));
        }
        JobSchedules schedules = at(session.storeToWrite());
        List<Row> rows = new ArrayList<>();
        for (String name : names) {
            move.accept(schedules, name);
            if (session.output() == OutputFormat.TABLE) {
                session.out().print(done + " name=" + name + "\n");
            } else {
                rows.add(new Row().text("name", name).text("result", done));
            }
        }
        print(rows, Output.of(session));
        return ExitCode.OK;
    }

    /** One thing alone is an object in JSON, several are an array. Nothing for a table. */
    static void print(List<Row> rows, Output output) {
        if (rows.size() == 1) {
            output.printOne(rows.get(0));
        } else if (!rows.isEmpty()) {
            try (RowPrinter printer = output.printer(List.of())) {
                rows.forEach(printer::print);
            }
        }
    }
}
