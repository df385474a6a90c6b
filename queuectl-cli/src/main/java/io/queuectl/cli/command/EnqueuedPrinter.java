package io.queuectl.cli.command;

import io.queuectl.api.Enqueued;
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

/** Names the jobs that were added, or found in their place: for people a line each, for programs their fields. */
final class EnqueuedPrinter implements AutoCloseable {

    private final Session session;
    private final boolean bulk;
    private @Nullable RowPrinter rows;
    private long count;
    private long found;

    /** @param bulk whether there may be any number of jobs, so that JSON is an array even of one */
    EnqueuedPrinter(Session session, boolean bulk) {
        this.session = session;
        this.bulk = bulk;
    }

    void print(List<Enqueued> all, List<JobDraft> drafts, List<JobRequest> requests) {
        boolean many = bulk || count + found > 0 || all.size() > 1;
        for (int at = 0; at < all.size(); at++) {
            Enqueued each = all.get(at);
            if (session.output() == OutputFormat.TABLE) {
                session.out()
                        .print((each.added() ? "enqueued id=" : "found id=") + each.id() + " cmd="
                                + Printable.line(drafts.get(at).command()) + "\n");
            } else {
                printRow(row(each, drafts.get(at), requests.get(at)), many);
            }
            if (each.added()) {
                count++;
            } else {
                found++;
            }
        }
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

    private static Row row(Enqueued enqueued, JobDraft draft, JobRequest request) {
        return new Row()
                .text("id", enqueued.id().text())
                .flag("added", enqueued.added())
                .text("command", draft.command())
                .text("queue", request.queue().text())
                .number("priority", request.priority());
    }

    @Override
    public void close() {
        if (rows != null) {
            rows.close();
        }
        if (bulk && count + found > 0) {
            session.say("enqueued " + ManyMoves.jobs(count) + (found == 0 ? "" : ", found " + found + " there"));
        }
    }
}
