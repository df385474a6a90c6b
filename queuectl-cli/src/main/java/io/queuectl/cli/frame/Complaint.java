package io.queuectl.cli.frame;

import io.queuectl.api.DuplicateJobException;
import io.queuectl.api.JobNotFoundException;
import io.queuectl.api.JobStateException;
import io.queuectl.api.QueueDrainingException;
import io.queuectl.api.QueueFullException;
import io.queuectl.api.StoreException;
import io.queuectl.api.UniqueKeyException;
import io.queuectl.api.schedule.ScheduleNotFoundException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** An error as a person sees it: the one place that turns what was thrown into an exit code, a line and a hint. */
public record Complaint(ExitCode code, String message, String hint) {

    private static final String TRACE = "run it again with --debug for the stack trace";

    public static Complaint of(Throwable thrown) {
        if (thrown instanceof Refusal refusal) {
            return new Complaint(refusal.code(), String.valueOf(refusal.getMessage()), refusal.hint());
        }
        if (thrown instanceof ParameterException wrong) {
            return ofArguments(wrong);
        }
        if (thrown instanceof StoreException store) {
            return ofStore(store);
        }
        String message = String.valueOf(thrown.getMessage());
        if (thrown instanceof JobNotFoundException) {
            return new Complaint(ExitCode.NOT_FOUND, message, "queuectl list --all shows every job");
        }
        if (thrown instanceof ScheduleNotFoundException) {
            return new Complaint(ExitCode.NOT_FOUND, message, "queuectl schedule list shows every schedule");
        }
        if (thrown instanceof DuplicateJobException) {
            return new Complaint(ExitCode.CONFLICT, message, "choose another --id, or delete the old job first");
        }
        if (thrown instanceof UniqueKeyException) {
            return new Complaint(
                    ExitCode.CONFLICT, message, "leave --on-conflict out to be told the job that holds it");
        }
        if (thrown instanceof JobStateException) {
            return new Complaint(ExitCode.CONFLICT, message, "queuectl show ID tells more about the job");
        }
        if (thrown instanceof QueueDrainingException) {
            return new Complaint(ExitCode.CONFLICT, message, "queuectl resume QUEUE lets it take jobs again");
        }
        if (thrown instanceof QueueFullException) {
            return new Complaint(
                    ExitCode.UNAVAILABLE, message, "wait for room with --wait 1m, or change it: queuectl limit QUEUE");
        }
        if (thrown instanceof PipeClosedException) {
            return new Complaint(ExitCode.OK, message, "");
        }
        if (thrown instanceof InterruptedException) {
            return new Complaint(ExitCode.INTERRUPTED, "interrupted", TRACE);
        }
        return new Complaint(
                ExitCode.INTERNAL, "internal error: " + thrown.getClass().getSimpleName() + ": " + message, TRACE);
    }

    /** Writes the two lines. */
    public void printTo(PrintStream err) {
        err.println("error: " + Printable.line(message));
        err.println("hint: " + Printable.line(hint));
    }

    private static Complaint ofStore(StoreException store) {
        String message = String.valueOf(store.getMessage());
        String hint = switch (store.reason()) {
            case BUSY -> "another process holds the database: try again, or wait longer with --busy-timeout 30s";
            case UNAVAILABLE -> "look at the path or URL given with --db or QUEUECTL_DB";
            case FULL -> "make room on the device, then try again: nothing was half-written";
            case PERMISSION ->
                "look at the owner and permissions of the file and its directory, or at user and password of the URL";
            case DAMAGED -> "restore a backup, or rescue what is readable as the message says";
            case FOREIGN -> "it was left untouched: name another database with --db";
            case SCHEMA ->
                "use the version of queuectl that the database was made with, or bring an older one up to date: queuectl migrate";
            case REJECTED -> TRACE;
        };
        if (store.outcomeUnknown()) {
            hint = "the change may have happened all the same: look with queuectl list before repeating it";
        }
        return new Complaint(ExitCode.of(store.reason()), message, hint);
    }

    private static Complaint ofArguments(ParameterException wrong) {
        CommandLine command = wrong.getCommandLine();
        String name = command.getCommandName();
        String usage = name + " --help shows how it is used";
        if (wrong instanceof UnmatchedArgumentException unmatched) {
            String first = unmatched.getUnmatched().get(0);
            if (unmatched.isUnknownOption()) {
                String option = first.contains("=") ? first.substring(0, first.indexOf('=')) : first;
                String hint = Suggestion.hint(
                        option,
                        new ArrayList<>(command.getCommandSpec().optionsMap().keySet()),
                        usage);
                return usage("unknown option " + Printable.quoted(first) + " of " + name, hint);
            }
            return usage("unexpected argument " + Printable.quoted(first) + " of " + name, usage);
        }
        String message = String.valueOf(wrong.getMessage());
        if (wrong instanceof MissingParameterException) {
            message = message.replaceFirst("^Missing required", "missing");
        }
        return usage(message.substring(0, 1).toLowerCase(Locale.ROOT) + message.substring(1), usage);
    }

    private static Complaint usage(String message, String hint) {
        return new Complaint(ExitCode.USAGE, message, hint);
    }
}
