package io.queuectl.cli.command;

import io.queuectl.api.StoreException;
import io.queuectl.cli.frame.Action;
import io.queuectl.cli.frame.ExitCode;
import io.queuectl.cli.frame.Refusal;
import io.queuectl.cli.frame.Session;
import io.queuectl.core.spi.SchemaStep;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code queuectl migrate}: brings the schema of the database up to date, prints what that would run, or checks it. */
@Command(description = "Bring the schema of the database up to date.")
final class Migrate implements Action {

    @Option(names = "--print", description = "Change nothing: print the SQL of the steps that are missing.")
    private boolean print;

    @Option(names = "--validate", description = "Change nothing: exit code 7 unless the schema is the one needed.")
    private boolean validate;

    @Override
    public ExitCode run(Session session) {
        if (print && validate) {
            throw Refusal.usage("--print and --validate exclude each other", "give one of them");
        }
        if (print) {
            return print(session);
        }
        return validate ? validate(session) : apply(session);
    }

    private static ExitCode print(Session session) {
        List<SchemaStep> steps = session.schemaSteps();
        int found = versionIfReachable(session);
        if (found >= newest(steps)) {
            session.storeToRead();
            session.say("hint: schema version " + found + " is up to date: there is nothing to run");
        }
        for (SchemaStep step : steps) {
            if (step.version() > found) {
                session.out().println("-- queuectl schema version " + step.version() + ": " + step.name());
                session.out().println(step.script());
            }
        }
        return ExitCode.OK;
    }

    /** A database that is not to be reached from here gets every step. */
    private static int versionIfReachable(Session session) {
        try {
            return session.schemaVersion();
        } catch (StoreException unreachable) {
            if (unreachable.reason() != StoreException.Reason.UNAVAILABLE) {
                throw unreachable;
            }
            session.say("hint: these are the steps for an empty database: " + unreachable.getMessage());
            return 0;
        }
    }

    private static ExitCode validate(Session session) {
        int found = session.schemaVersion();
        int needed = newest(session.schemaSteps());
        if (found < needed) {
            throw new Refusal(
                    ExitCode.SCHEMA,
                    session.location() + " has schema version " + found + ", this queuectl needs " + needed,
                    "queuectl migrate brings it up to date; with --print it shows the SQL for somebody who may");
        }
        session.storeToRead();
        session.out().println("schema version " + found + " is the one needed");
        return ExitCode.OK;
    }

    private static ExitCode apply(Session session) {
        int found = session.schemaVersion();
        int now = session.storeToWrite().info().schema();
        session.out()
                .println(
                        found == now
                                ? "schema version " + now + ", up to date"
                                : "schema brought from version " + found + " to " + now);
        return ExitCode.OK;
    }

    private static int newest(List<SchemaStep> steps) {
        return steps.isEmpty() ? 0 : steps.get(steps.size() - 1).version();
    }
}
