package io.queuectl.api;

import java.time.Duration;

/** What a running attempt knows of itself and may ask for. Thread-safe; useless once the attempt has ended. */
public interface JobContext {

    JobId id();

    String kind();

    QueueName queue();

    /** Which counted run this is, from 1; starts again at 1 when a person requeues the job. */
    int attempt();

    /** How many counted runs the job may have. */
    int maxAttempts();

    /** The proof of this claim, unique for ever. */
    Token token();

    /** Whether the attempt should end: cancelled, timed out, shut down, or its lease lost. */
    boolean isCancelled();

    /** @throws JobCancelledException if {@link #isCancelled()} */
    void checkCancelled();

    /** Writes one line to the attempt's log, kept with the job. Returns at once; the line is written with the next commit. */
    void log(String line);

    /** Lets this attempt run that long from now, whatever its timeout was. No effect on one that has no timeout. */
    void extend(Duration fromNow);
}
