package io.queuectl.cli.command;

import io.queuectl.api.JobId;
import io.queuectl.api.JobView;
import io.queuectl.cli.frame.ExitCode;
import io.queuectl.cli.frame.Printable;
import io.queuectl.cli.frame.Refusal;
import io.queuectl.core.spi.JobQueries;

/** Finds the job that was named. */
final class JobIds {

    private JobIds() {}

    /** @throws Refusal with exit code 3 if there is no such job */
    static JobView find(String text, JobQueries queries) {
        return queries.find(parse(text)).orElseThrow(() -> unknown(text));
    }

    static Refusal unknown(String text) {
        return new Refusal(
                ExitCode.NOT_FOUND, "no job " + Printable.quoted(text), "queuectl list --all shows every job");
    }

    static JobId parse(String text) {
        try {
            return JobId.of(text);
        } catch (IllegalArgumentException invalid) {
            throw new Refusal(
                    ExitCode.USAGE,
                    Printable.quoted(text) + " is not a job id",
                    "an id looks like " + JobId.PATTERN,
                    invalid);
        }
    }
}
