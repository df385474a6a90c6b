package io.queuectl.core;

import io.queuectl.api.Attempt;
import io.queuectl.api.Enqueued;
import io.queuectl.api.Flow;
import io.queuectl.api.JobId;
import io.queuectl.api.JobNotFoundException;
import io.queuectl.api.JobQueue;
import io.queuectl.api.JobRequest;
import io.queuectl.api.JobState;
import io.queuectl.api.JobStateException;
import io.queuectl.api.JobView;
import io.queuectl.api.LogLine;
import io.queuectl.api.Parent;
import io.queuectl.api.Payload;
import io.queuectl.api.Progress;
import io.queuectl.api.QueueHealth;
import io.queuectl.api.schedule.JobSchedules;
import io.queuectl.core.engine.Engine;
import io.queuectl.core.engine.Events;
import io.queuectl.core.spi.AdminAnswer;
import io.queuectl.core.spi.Insertion;
import io.queuectl.core.spi.JobStore;
import io.queuectl.core.spi.NewJob;
import io.queuectl.core.spi.StopMode;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/**
 * A queue on a store, and the workers of this process: what an application builds once, holds, and closes at its end. Thread-safe.
 *
 * <p>Without {@link #start} it only enqueues and looks, and starts no thread but, for callers that do not wait, one each for {@link #enqueueAsync} and
 * {@link #whenFinished}.
 */
public final class QueueCtl implements JobQueue, AutoCloseable {

    private final JobStore store;
    private final QueueCtlBuilder settings;
    private final Submissions submissions;
    private final Completions completions;
    private final FinishWatch finishes;
    private final Enqueueing enqueueing;
    private final Courier courier;
    private final Timetable timetable;
    private final Queues queues;
    private final Jobs jobs;

    /** Enqueues until {@link #start} puts one with workers in its place. */
    private volatile Engine engine;

    /** Guarded by this. */
    private boolean started;

    /** Set when the workers have stopped: until then their handlers may enqueue and look. Written under this. */
    private volatile boolean closed;

    QueueCtl(JobStore store, QueueCtlBuilder settings) {
        this.store = store;
        this.settings = settings;
        this.submissions = new Submissions(settings.seams());
        this.completions = new Completions(store.queries());
        this.finishes = new FinishWatch(store.queries(), settings.callbacks());
        this.enqueueing = settings.enqueueing();
        this.courier = new Courier(jobs -> engine.enqueue(jobs, false), settings.callbacks());
        this.timetable = new Timetable(this::openStore, settings, submissions, this::scheduleChanged);
        this.queues = new Queues(store.queues(), settings::now, () -> engine.queuesChanged());
        this.jobs = new Jobs(store, settings::now, () -> engine.hint());
        this.engine = settings.engine(List.of(), request -> enqueue(request), waiting());
    }

    public static QueueCtlBuilder builder() {
        return new QueueCtlBuilder();
    }

    /**
     * Starts to work on the queues that are named, and puts this process on the roster of nodes. Schedules that the builder was given are made or changed
     * first; from now on this process fires schedules, too.
     *
     * @throws IllegalStateException if it was started before, or closed
     */
    public synchronized void start(Consumer<Workers> queues) {
        Given.require("consumer of workers", queues);
        requireOpen();
        if (started) {
            throw new IllegalStateException("the workers of this queue were started before");
        }
        Workers workers = new Workers();
        queues.accept(workers);
        settings.schedules().forEach(timetable::put);
        Engine working = settings.engine(workers.services(), this::enqueue, waiting());
        working.start();
        started = true;
        engine = working;
    }

    private Events.Waiting waiting() {
        return new Events.Waiting() {
            @Override
            public void exchanged() {
                completions.lookAgain();
            }

            @Override
            public void finished(JobId id) {
                finishes.finished(id);
            }
        };
    }

    /** Asks the workers to stop and returns at once; {@link #awaitStopped} tells when they have. Enqueueing goes on. */
    public void requestStop(StopMode mode) {
        engine.requestStop(mode);
    }

    /** Whether the workers were asked to stop, here or from another process. */
    public boolean isStopping() {
        return engine.isStopping();
    }

    /** Waits until the workers have stopped, at most that long; answers whether they have. */
    public boolean awaitStopped(Duration atMost) throws InterruptedException {
        return engine.awaitStopped(atMost);
    }

    /** How this queue and its workers are, as far as the engine knows by itself: no database is asked. For health checks, however often. */
    public QueueHealth health() {
        QueueHealth health = engine.health();
        return closed ? health.closed() : health;
    }

    /** Whether to send work here; see {@link QueueHealth#isReady()}. */
    public boolean isReady() {
        return health().isReady();
    }

    /** The queues of the database, to pause, drain, limit and look at. */
    public Queues queues() {
        requireOpen();
        return queues;
    }

    /** The jobs of the database, to count, cancel, requeue, change and delete by the many. */
    public Jobs jobs() {
        requireOpen();
        return jobs;
    }

    @Override
    public JobId enqueue(JobRequest request) {
        Given.require("job request", request);
        return enqueueing.run(List.of(request), this::add).get(0);
    }

    @Override
    public List<JobId> enqueueAll(List<JobRequest> requests) {
        return enqueueing.run(requests, this::add);
    }

    private List<JobId> add(List<JobRequest> requests) {
        List<NewJob> jobs = jobs(requests);
        if (jobs.size() == 1) {
            return List.of(Answers.id(engine.enqueue(jobs, false).get(0)));
        }
        return jobs.isEmpty() ? List.of() : Answers.ids(engine.enqueue(jobs, Answers.mayCollide(jobs)));
    }

    @Override
    public JobId enqueue(JobRequest request, Duration patience) throws InterruptedException {
        Given.require("job request", request);
        return enqueueAll(List.of(request), patience).get(0);
    }

    @Override
    public List<JobId> enqueueAll(List<JobRequest> requests, Duration patience) throws InterruptedException {
        return enqueueOrFindAll(requests, patience).stream().map(Enqueued::id).toList();
    }

    @Override
    public Enqueued enqueueOrFind(JobRequest request) {
        Given.require("job request", request);
        List<Insertion> answers = new ArrayList<>(1);
        List<JobId> ids = enqueueing.run(List.of(request), wanted -> {
            List<NewJob> jobs = jobs(wanted);
            return told(answers, engine.enqueue(jobs, Answers.mayCollide(jobs)));
        });
        return Answers.enqueued(ids, answers).get(0);
    }

    @Override
    public List<Enqueued> enqueueOrFindAll(List<JobRequest> requests, Duration patience) throws InterruptedException {
        Given.require("patience", patience);
        List<Insertion> answers = new ArrayList<>(requests.size());
        try {
            List<JobId> ids = enqueueing.run(requests, wanted -> addPatiently(wanted, patience, answers));
            return Answers.enqueued(ids, answers);
        } catch (CompletionException failed) {
            if (failed.getCause() instanceof InterruptedException interrupted) {
                throw interrupted;
            }
            throw failed;
        }
    }

    private List<JobId> addPatiently(List<JobRequest> requests, Duration patience, List<Insertion> answers) {
        List<NewJob> jobs = jobs(requests);
        try {
            return jobs.isEmpty() ? List.of() : told(answers, engine.enqueue(jobs, Answers.mayCollide(jobs), patience));
        } catch (InterruptedException stop) {
            throw new CompletionException(stop);
        }
    }

    private static List<JobId> told(List<Insertion> answers, List<Insertion> insertions) {
        answers.addAll(insertions);
        return Answers.ids(insertions);
    }

    @Override
    public CompletionStage<JobId> enqueueAsync(JobRequest request) {
        Given.require("job request", request);
        List<CompletionStage<JobId>> stages = new ArrayList<>(1);
        enqueueing.handOver(List.of(request), wanted -> {
            jobs(wanted).forEach(job -> stages.add(courier.send(job)));
            return List.of();
        });
        if (stages.size() != 1) {
            throw new IllegalStateException(
                    "the middleware around enqueueing handed over " + stages.size() + " requests for 1");
        }
        return stages.get(0);
    }

    @Override
    public long enqueueAll(Iterator<? extends JobRequest> requests, Consumer<? super List<JobId>> added) {
        Chunks chunks = new Chunks(requests);
        long count = 0;
        while (chunks.hasNext()) {
            List<JobId> ids = enqueueAll(chunks.next());
            added.accept(ids);
            count += ids.size();
        }
        return count;
    }

    @Override
    public long enqueueAll(
            Iterator<? extends JobRequest> requests, Consumer<? super List<JobId>> added, Duration patience)
            throws InterruptedException {
        Given.require("patience", patience);
        return new Feed(this, added, patience).addAll(requests);
    }

    @Override
    public JobId enqueue(Connection transaction, JobRequest request) {
        Given.require("job request", request);
        return enqueueAll(transaction, List.of(request)).get(0);
    }

    @Override
    public List<JobId> enqueueAll(Connection transaction, List<JobRequest> requests) {
        Given.require("connection", transaction);
        return enqueueing.run(
                requests, wanted -> Answers.ids(engine.insert(transaction, jobs(wanted), settings.now())));
    }

    @Override
    public List<JobId> enqueue(Flow flow) {
        return enqueueOrFind(flow).stream().map(Enqueued::id).toList();
    }

    @Override
    public List<Enqueued> enqueueOrFind(Flow flow) {
        Given.require("flow", flow);
        List<Insertion> answers = new ArrayList<>(flow.steps().size());
        List<JobId> ids = enqueueing.run(Steps.requests(flow), wanted -> {
            List<NewJob> jobs = Steps.jobs(flow, jobs(wanted));
            return jobs.isEmpty() ? List.of() : told(answers, engine.enqueue(jobs, true));
        });
        return Answers.enqueued(ids, answers);
    }

    @Override
    public List<Parent> parents(JobId id) {
        requireOpen();
        return store.queries().parents(id);
    }

    @Override
    public Optional<JobView> find(JobId id) {
        requireOpen();
        return store.queries().find(id);
    }

    @Override
    public Optional<Progress> progress(JobId id) {
        requireOpen();
        return Optional.ofNullable(store.queries().output(id).progress());
    }

    @Override
    public Optional<Payload> result(JobId id) {
        requireOpen();
        return store.queries()
                .find(id)
                .filter(job -> job.state() == JobState.COMPLETED)
                .map(job -> store.queries().output(id).result());
    }

    @Override
    public List<Attempt> attempts(JobId id) {
        requireOpen();
        return store.queries().attempts(id);
    }

    @Override
    public List<LogLine> log(JobId id, int ordinal) {
        requireOpen();
        return AttemptLog.read(store.queries(), id, ordinal);
    }

    @Override
    public Optional<JobView> await(JobId id, Duration atMost) throws InterruptedException {
        if (atMost.isNegative()) {
            throw new IllegalArgumentException("wait of " + atMost + " is negative");
        }
        requireOpen();
        return completions.await(id, atMost);
    }

    @Override
    public CompletionStage<JobView> whenFinished(JobId id) {
        Given.require("job id", id);
        requireOpen();
        return finishes.whenFinished(id);
    }

    @Override
    public void cancel(JobId id) {
        requireOpen();
        require("cancel", id, store.admin().cancel(id, settings.now()));
        finishes.finished(id);
        engine.hint();
    }

    @Override
    public void requeue(JobId id) {
        requireOpen();
        require("requeue", id, store.admin().requeue(id, settings.now()));
        engine.hint();
    }

    /** The schedules in the database of this queue. */
    public JobSchedules schedules() {
        return timetable;
    }

    private void scheduleChanged() {
        engine.lookAtSchedules();
        engine.hint();
    }

    /**
     * Stops the workers within the grace period, brings what was handed over by {@link #enqueueAsync}, ends stages that still wait for jobs with an exception, then closes
     * the store. Idempotent.
     *
     * @throws IllegalStateException within a handler or a listener, for which it would wait: {@link #requestStop} is for them
     */
    @Override
    public void close() {
        engine.requireForeignThread();
        closeOnce();
    }

    private synchronized void closeOnce() {
        if (!closed) {
            try {
                engine.close();
            } finally {
                courier.close();
                closed = true;
                finishes.close();
                store.close();
            }
        }
    }

    private List<NewJob> jobs(List<JobRequest> requests) {
        requests.forEach(request -> Given.require("job request", request));
        requireOpen();
        Steps.requireNoCircle(requests);
        return requests.stream().map(submissions::job).toList();
    }

    private static void require(String verb, JobId id, AdminAnswer answer) {
        switch (answer.kind()) {
            case DONE, REQUESTED -> {}
            case NOT_FOUND -> throw new JobNotFoundException(id);
            case WRONG_STATE -> throw new JobStateException(verb, id, stateOf(answer));
        }
    }

    private static JobState stateOf(AdminAnswer answer) {
        JobState state = answer.state();
        return state == null ? JobState.INVALID : state;
    }

    private JobStore openStore() {
        requireOpen();
        return store;
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("this queue was closed");
        }
    }
}
