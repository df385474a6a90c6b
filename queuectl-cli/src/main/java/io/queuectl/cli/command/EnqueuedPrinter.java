package io.queuectl.cli.command;

import io.queuectl.api.JobId;
import io.queuectl.api.JobRequest;
import io.queuectl.cli.frame.OutputFormat;
import io.queuectl.cli.frame.Printable;
import io.queuectl.cli.frame.Session;
import io.queuectl.cli.input.JobDraft;
import io.queuectl.cli.output.Output;
import io.queuectl.cli.output.Row;
import io.queuectl.cli.output.RowPrinter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Names the jobs that were added: for people a line each, for programs their fields. */
final class EnqueuedPrinter implements AutoCloseable {

    private final Session session;
    private final boolean bulk;
    private @Nullable RowPrinter rows;
    private long count;

    /** @param bulk whether there may be any number of jobs, so that JSON is an array even of one */
    EnqueuedPrinter(Session session, boolean bulk) {
        this.session = session;
        this.bulk = bulk;
    }

    void print(List<JobId> ids, List<JobDraft> drafts, List<JobRequest> requests) {
        boolean many = bulk || count > 0 || ids.size() > 1;
        for (int at = 0; at < ids.size(); at++) {
            String id = ids.get(at).text();
            if (session.output() == OutputFormat.TABLE) {
                session.out()
                        .print("enqueued id=" + id + " cmd="
                                + Printable.line(drafts.get(at).command()) + "\n");
            } else {
                printRow(row(id, drafts.get(at), requests.get(at)), many);
            }
        }
        count += ids.size();
        session.out().flush();
    }

    private void printRow(Row row, boolean many) {
        Output output = Output.of(session);
        if (!many) {
            output.printOne(row);
            return;
        }
        RowPrinter printer = rows;
        if (printer == null) {
            printer = output.printer(List.of());
            rows = printer;
        }
        printer.print(row);
    }

    private static Row row(String id, JobDraft draft, JobRequest request) {
        return new Row()
                .text("id", id)
                .text("command", draft.command())
                .text("queue", request.queue().text())
                .number("priority", request.priority());
    }

    @Override
    public void close() {
        if (rows != null) {
            rows.close();
        }
        if (bulk && count > 0) {
            session.say("enqueued " + count + (count == 1 ? " job" : " jobs"));
        }
    }
}
