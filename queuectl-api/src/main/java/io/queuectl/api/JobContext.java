package io.queuectl.api;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** What a running attempt knows of itself and may ask for. Thread-safe; useless once the attempt has ended. */
public interface JobContext {

    JobId id();

    String kind();

    QueueName queue();

    /** What the job was given to be found by. */
    Tags tags();

    /**
     * Enqueues another job, which is told by its tag {@value Tags#PARENT} to come from this one. It is committed when this returns, whatever becomes
     * of this attempt; see {@link JobQueue#enqueue(JobRequest)}.
     */
    JobId enqueue(JobRequest child);

    /**
     * What the jobs that this one waited for gave as their results, by id in the order of their numbers; those that gave none or did not complete are
     * left out. Asks the database.
     */
    Map<JobId, Payload> parentResults();

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

    /**
     * Says how far the job is. Returns at once; the latest is written a few times a second and when the attempt ends, however often it is called.
     *
     * @param fraction done, from 0 to 1
     * @param message for people; see {@link Progress}
     * @throws IllegalArgumentException if the fraction is not within 0 and 1
     */
    void progress(double fraction, String message);

    /** What the job has come to, for {@link JobQueue#result}: written with the end of this attempt if that completes the job; the last one given counts. */
    void result(Payload result);

    /** The same, encoded. Throws what the codec throws, and {@link IllegalArgumentException} if it is too large for a payload. */
    default <R> void result(PayloadCodec<R> codec, R value) {
        result(codec.encode(value));
    }

    /** Lets this attempt run that long from now, whatever its timeout was. No effect on one that has no timeout. */
    void extend(Duration fromNow);

    /**
     * Puts the job off: once the handler returns it waits that long and runs again, at the cost of no attempt. Like the other ways to end
     * below, it counts when the handler returns, the last one asked for; an exception from the handler, a cancel and a timeout count instead of it.
     *
     * @param delay zero to 100 years
     */
    void snooze(Duration delay);

    /** Fails this attempt once the handler returns; if the job has another one, that is due then. */
    void retryAt(Instant due, String reason);

    /** Gives the job up once the handler returns: it is dead, however many attempts it had left. */
    void discard(String reason);

    /** Withdraws the job once the handler returns: it is cancelled. */
    void cancel(String reason);
}
