package io.queuectl.api;

import java.sql.Connection;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * A queue of jobs in a database, as an application holds it: what operators do besides, to edit and delete jobs and to move many, is {@code QueueCtl.jobs()}.
 * Thread-safe.
 *
 * <p>Every method may throw {@link StoreException} when the database does not answer, and {@link IllegalStateException}
 * after close.
 */
public interface JobQueue {

    /**
     * Adds a job. When this returns the job is committed and survives a crash of the process.
     *
     * @return its id, or that of the job that holds its {@link JobRequest#unique unique key}
     * @throws DuplicateJobException if the chosen id is taken
     * @throws UniqueKeyException if its unique key is held and it should fail then
     * @throws JobNotFoundException if it waits for a job that is not there
     * @throws QueueDrainingException if its queue is being drained
     * @throws QueueFullException if its queue holds as many waiting jobs as it may
     * @throws StoreException with {@link StoreException#outcomeUnknown()} if the job may or may not have been added
     */
    JobId enqueue(JobRequest request);

    /** The same, and says whether the job was added or another found that holds its {@link JobRequest#unique unique key}. */
    Enqueued enqueueOrFind(JobRequest request);

    /**
     * As {@link #enqueueAll(List, Duration)}, and says of each whether it was added or another found that holds its unique key.
     *
     * @param patience how long to wait for room at most; none with zero
     */
    List<Enqueued> enqueueOrFindAll(List<JobRequest> requests, Duration patience) throws InterruptedException;

    /**
     * The same, and waits while the queue is full. A handler that fills its own queue should not wait for itself.
     *
     * @param patience how long to wait for room at most
     * @throws QueueFullException if there was none in that time
     */
    JobId enqueue(JobRequest request, Duration patience) throws InterruptedException;

    /**
     * Adds all of them in one commit, or none. Ids come in the order of the requests.
     *
     * @throws DuplicateJobException if one of the chosen ids is taken; then none was added
     * @throws UniqueKeyException if a unique key is held and its request should fail then; then none was added
     * @throws JobNotFoundException if one of them waits for a job that is neither there nor among them; then none was added
     * @throws IllegalArgumentException if some of them wait for each other in a circle
     * @throws QueueDrainingException if one of their queues is being drained; then none was added
     * @throws QueueFullException if one of their queues has no room for all that go there; then none was added
     */
    List<JobId> enqueueAll(List<JobRequest> requests);

    /**
     * The same, and waits while one of their queues is full.
     *
     * @param patience how long to wait for room at most
     * @throws QueueFullException if there was none for all of them in that time; then none was added
     */
    List<JobId> enqueueAll(List<JobRequest> requests, Duration patience) throws InterruptedException;

    /**
     * Adds a job and returns at once. The stage completes when the job is committed, or exceptionally with what {@link #enqueue(JobRequest)} would have thrown. One
     * thread of the queue commits for all callers, whatever arrived during its last commit together.
     *
     * <p>It is a {@link java.util.concurrent.CompletableFuture} of the caller's own: one that is cancelled or timed out before its job was sent keeps it from being sent,
     * later the job may be there all the same. It completes on the JDK's common pool, unless the queue was built with another executor. At most 64 MiB of jobs
     * wait to be sent: beyond that a stage fails at once, with reason {@link StoreException.Reason#BUSY}.
     *
     * @throws IllegalStateException after close, which waits for what was handed over before
     */
    CompletionStage<JobId> enqueueAsync(JobRequest request);

    /**
     * Adds all of them, however many, in bounded memory: a commit for every thousand, or every 4 MiB of payload. If it throws, or {@code added} does, the jobs of the commits
     * before are there, and none after; a list that is refused as {@link #enqueueAll(List)} tells is not there at all.
     *
     * @param added is told the ids after each commit, in the order of the requests
     * @return how many ids that were
     */
    long enqueueAll(Iterator<? extends JobRequest> requests, Consumer<? super List<JobId>> added);

    /**
     * The same, and takes what room there is while their queues are full.
     *
     * @param patience how long to wait at most for room for the next job
     * @throws QueueFullException if there was none in that time
     */
    long enqueueAll(Iterator<? extends JobRequest> requests, Consumer<? super List<JobId>> added, Duration patience)
            throws InterruptedException;

    /** The same for a stream, whose ids nobody wants to know. The stream is not closed. */
    default long enqueueAll(Stream<? extends JobRequest> requests) {
        return enqueueAll(requests.iterator(), ids -> {});
    }

    /**
     * Adds a job within the caller's own transaction: it is there once that commits, and never was if that rolls back. No worker
     * sees it before. The connection, from plain JDBC, a pool, Jdbi or whatever yields the transaction's, must be to the very
     * database this queue is in; it is neither committed, rolled back nor closed here, and none of its settings changes.
     *
     * <p>Workers of this process look for the job at once and again as the transaction may take its time; those of other
     * processes are told as far as the database can tell them, and find it within their poll interval.
     *
     * @throws DuplicateJobException if the chosen id is taken; the transaction goes on without the job
     * @throws UniqueKeyException if its unique key is held and it should fail then; the transaction goes on without the job
     * @throws QueueDrainingException if its queue is being drained; the transaction goes on without the job
     * @throws QueueFullException if its queue holds as many waiting jobs as it may, those not counted that are not committed; likewise
     * @throws IllegalArgumentException if the connection is in auto-commit mode, or to another database
     * @throws UnsupportedOperationException if the store shares no transactions
     * @throws StoreException if the database refuses; whether the transaction can go on is for the database to say
     */
    JobId enqueue(Connection transaction, JobRequest request);

    /**
     * Adds all of them within the caller's own transaction, or none; otherwise as {@link #enqueue(Connection, JobRequest)}. Ids come in
     * the order of the requests.
     */
    List<JobId> enqueueAll(Connection transaction, List<JobRequest> requests);

    /**
     * Adds jobs that wait for each other, all of them in one commit, or none. Ids come in the order of the steps.
     *
     * @throws JobNotFoundException if one of them waits for a job that is not there; then none was added
     */
    List<JobId> enqueue(Flow flow);

    /** The same, and says of each whether it was added or another found that holds its {@link JobRequest#unique unique key}. */
    List<Enqueued> enqueueOrFind(Flow flow);

    Optional<JobView> find(JobId id);

    /** The jobs that it waits or waited for, with their states, in the order of their numbers; empty if there is none, or no such job. */
    List<Parent> parents(JobId id);

    /** How far the job says it is; empty if it never said, or there is none such. */
    Optional<Progress> progress(JobId id);

    /** What a completed job gave as its result; empty if it gave none, is not completed, or there is none such. */
    Optional<Payload> result(JobId id);

    /** The same, decoded: by the codec of a {@link JobType}, for instance. Throws what the codec throws. */
    default <R> Optional<R> result(JobId id, PayloadCodec<R> codec) {
        return result(id).map(codec::decode);
    }

    /**
     * The attempts of a job, oldest first: when each started and ended, how, and what went wrong with all its causes ({@link Failure#detail}). The one that is under way and the one
     * that completed the job among them; empty if there is none such.
     */
    List<Attempt> attempts(JobId id);

    /**
     * What one attempt of a job logged, oldest first, as far as it is written: the first 10,000 lines.
     *
     * @param ordinal the attempt's, see {@link Attempt#ordinal()}
     */
    List<LogLine> log(JobId id, int ordinal);

    /**
     * Waits until the job is completed, dead or cancelled.
     *
     * @return the finished job, or empty if the time ran out first
     * @throws JobNotFoundException if there is no such job
     */
    Optional<JobView> await(JobId id, Duration atMost) throws InterruptedException;

    /**
     * The same without a thread that waits: the stage completes with the finished job, or exceptionally with a {@link JobNotFoundException}. It waits until then, over
     * errors of the database that pass; bound it by {@code toCompletableFuture().orTimeout(…)}. One that is cancelled or timed out is forgotten.
     *
     * <p>A job that this process runs is told at once, one that another runs within a second. It completes on the JDK's common pool, unless the queue was built with another
     * executor; exceptionally with {@link IllegalStateException} when this queue is closed before.
     */
    CompletionStage<JobView> whenFinished(JobId id);

    /**
     * Withdraws a waiting job at once, or asks the running attempt to stop.
     *
     * @throws JobNotFoundException if there is no such job
     * @throws JobStateException if it is finished already
     */
    void cancel(JobId id);

    /**
     * Puts a dead, cancelled or failed job back, due now, with its counters at zero and its history kept.
     *
     * @throws JobNotFoundException if there is no such job
     * @throws JobStateException if it is in another state
     */
    void requeue(JobId id);
}
