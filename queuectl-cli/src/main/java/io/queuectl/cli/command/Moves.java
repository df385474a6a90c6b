package io.queuectl.cli.command;

import io.queuectl.api.JobId;
import io.queuectl.api.JobState;
import io.queuectl.api.JobStateException;
import io.queuectl.api.JobView;
import io.queuectl.cli.frame.OutputFormat;
import io.queuectl.cli.frame.Session;
import io.queuectl.cli.input.JobValues;
import io.queuectl.cli.output.Output;
import io.queuectl.cli.output.Row;
import io.queuectl.cli.output.RowPrinter;
import io.queuectl.core.spi.AdminAnswer;
import io.queuectl.core.spi.JobStore;
import java.util.ArrayList;
import java.util.List;

/** What commands that move single jobs have in common: the ids they are given, and what they say of each. */
final class Moves implements AutoCloseable {

    private final Session session;
    private final String verb;
    private final List<Row> rows = new ArrayList<>();
    private final boolean one;

    /**
     * @param verb what is done, for the error: {@code cancel}
     * @param one whether a single job was named, so that JSON is an object
     */
    Moves(Session session, String verb, boolean one) {
        this.session = session;
        this.verb = verb;
        this.one = one;
    }

    /** All of them checked before anything is done to the first. */
    static List<JobId> ids(List<String> typed) {
        return typed.stream().map(JobValues::id).toList();
    }

    /** The database, or a refusal with exit code 3 where there is none: the first job cannot be in it. */
    static JobStore store(Session session, JobId first) {
        if (!session.hasDatabase()) {
            throw JobIds.unknown(first.text());
        }
        return session.storeToWrite();
    }

    /** Says what became of a job, or throws if nothing did. */
    void report(JobId id, AdminAnswer answer, String done, String requested) {
        switch (answer.kind()) {
            case DONE -> add(id, done);
            case REQUESTED -> add(id, requested);
            case NOT_FOUND -> throw JobIds.unknown(id.text());
            case WRONG_STATE -> throw wrongState(id, answer.state() == null ? JobState.INVALID : answer.state());
        }
    }

    /** Throws if the job is not dead. */
    void requireDead(JobId id, JobStore store) {
        JobView job = JobIds.find(id.text(), store.queries());
        if (job.state() != JobState.DEAD) {
            throw wrongState(id, job.state());
        }
    }

    private JobStateException wrongState(JobId id, JobState state) {
        return new JobStateException(verb, id, state);
    }

    private void add(JobId id, String what) {
        if (session.output() == OutputFormat.TABLE) {
            session.out().print(what + " id=" + id + "\n");
        } else {
            rows.add(new Row().text("id", id.text()).text("result", what));
        }
    }

    @Override
    public void close() {
        Output output = Output.of(session);
        if (output.isTable() || rows.isEmpty()) {
            return;
        }
        if (one) {
            output.printOne(rows.get(0));
            return;
        }
        try (RowPrinter printer = output.printer(List.of())) {
            rows.forEach(printer::print);
        }
    }
}
