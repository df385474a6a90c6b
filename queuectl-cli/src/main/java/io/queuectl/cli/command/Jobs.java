package io.queuectl.cli.command;

import io.queuectl.api.JobState;
import io.queuectl.cli.frame.Action;
import io.queuectl.cli.frame.ExitCode;
import io.queuectl.cli.frame.OutputFormat;
import io.queuectl.cli.frame.Session;
import io.queuectl.cli.output.Column;
import io.queuectl.cli.output.Output;
import io.queuectl.cli.output.Row;
import io.queuectl.cli.output.RowPrinter;
import io.queuectl.cli.output.Style;
import io.queuectl.core.spi.JobFilter;
import io.queuectl.core.spi.JobStore;
import io.queuectl.core.spi.PageRequest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;

/** {@code queuectl jobs}: the jobs grouped by state. */
@Command(description = "Show jobs grouped by state.")
final class Jobs implements Action {

    private static final int EACH = 50;

    private static final List<Column> COLUMNS = JobRows.COLUMNS.stream()
            .filter(column -> !column.field().equals("state"))
            .toList();

    @Override
    public ExitCode run(Session session) {
        JobStore store = session.storeToRead();
        Output output = Output.of(session);
        Map<JobState, List<Row>> groups = groups(store);
        if (output.isTable()) {
            printTables(groups, Counts.of(store), output);
        } else if (output.format() == OutputFormat.JSON) {
            Row all = new Row();
            groups.forEach((state, rows) -> all.rows(state.text(), rows));
            output.printOne(all);
        } else {
            try (RowPrinter printer = output.printer(JobRows.COLUMNS)) {
                groups.values().forEach(rows -> rows.forEach(printer::print));
            }
        }
        return ExitCode.OK;
    }

    private static Map<JobState, List<Row>> groups(JobStore store) {
        Map<JobState, List<Row>> groups = new LinkedHashMap<>();
        for (JobState state : StateNames.IN_ORDER) {
            List<Row> rows = new ArrayList<>();
            PageRequest.Order order = state == JobState.PENDING ? ClaimOrder.of(store) : PageRequest.Order.NEWEST_FIRST;
            JobPages.each(store.queries(), JobFilter.in(state), order, EACH, job -> rows.add(JobRows.of(job)));
            groups.put(state, rows);
        }
        return groups;
    }

    private static void printTables(Map<JobState, List<Row>> groups, Counts counts, Output output) {
        String gap = "";
        for (JobState state : StateNames.IN_ORDER) {
            List<Row> rows = groups.getOrDefault(state, List.of());
            output.line(Style.BOLD, gap + StateNames.label(state) + " (" + counts.of(state) + ")");
            output.print(rows, COLUMNS);
            if (rows.size() < counts.of(state)) {
                output.line(Style.DIM, "… queuectl list --state " + state.text() + " --all shows the rest");
            }
            gap = "\n";
        }
    }
}
