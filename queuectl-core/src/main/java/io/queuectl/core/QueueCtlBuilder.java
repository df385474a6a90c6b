package io.queuectl.core;

import io.queuectl.api.DeadLetterListener;
import io.queuectl.api.JobEvent;
import io.queuectl.api.JobHandler;
import io.queuectl.api.JobId;
import io.queuectl.api.JobListener;
import io.queuectl.api.JobRequest;
import io.queuectl.api.JobState;
import io.queuectl.api.JobType;
import io.queuectl.api.OldDeadLetters;
import io.queuectl.api.schedule.Schedule;
import io.queuectl.core.backoff.Backoff;
import io.queuectl.core.engine.DeadLetterAlarm;
import io.queuectl.core.engine.Engine;
import io.queuectl.core.engine.EngineConfig;
import io.queuectl.core.engine.Events;
import io.queuectl.core.engine.HandlerRule;
import io.queuectl.core.engine.Inline;
import io.queuectl.core.engine.LocalProcesses;
import io.queuectl.core.engine.ProcFileSystem;
import io.queuectl.core.engine.Retention;
import io.queuectl.core.engine.Seams;
import io.queuectl.core.engine.Service;
import io.queuectl.core.spi.AttemptMiddleware;
import io.queuectl.core.spi.BackoffPolicy;
import io.queuectl.core.spi.EnqueueMiddleware;
import io.queuectl.core.spi.JobArchive;
import io.queuectl.core.spi.JobExecutor;
import io.queuectl.core.spi.JobMetrics;
import io.queuectl.core.spi.JobStore;
import io.queuectl.core.spi.Outcome;
import io.queuectl.core.spi.PriorityOrder;
import io.queuectl.core.spi.Ticker;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ThreadFactory;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Gathers the settings of a {@link QueueCtl}. Mutable, for one thread, good for one queue. */
public final class QueueCtlBuilder {

    private final Map<String, HandlerRule> rules = new HashMap<>();
    private final List<JobListener> listeners = new ArrayList<>();
    private final List<AttemptMiddleware> middleware = new ArrayList<>();
    private final List<EnqueueMiddleware> enqueueMiddleware = new ArrayList<>();
    private final Map<String, Schedule> schedules = new LinkedHashMap<>();
    private @Nullable JobStore store;
    private @Nullable JobMetrics metrics;
    private @Nullable DeadLetterAlarm deadLetterAlarm;
    private Retention retention = Retention.NONE;
    private @Nullable String name;
    private Duration lease = Duration.ofSeconds(15);
    private Duration pollInterval = Duration.ofMillis(500);
    private Duration grace = Duration.ofSeconds(30);
    private int maxAttempts = 5;
    private int maxLosses = 3;
    private BackoffPolicy backoff = Backoff.DEFAULT;
    private PriorityOrder order = PriorityOrder.HIGHEST_FIRST;
    private @Nullable InstantSource clock;
    private Ticker ticker = System::nanoTime;
    private RandomGenerator random = new SecureRandom();
    private @Nullable LocalProcesses processes;
    private ThreadFactory threads = Thread::new;
    private Executor callbacks = ForkJoinPool.commonPool();

    QueueCtlBuilder() {}

    /** Where the jobs are. Required. The queue closes it at its own close. */
    public QueueCtlBuilder store(JobStore jobs) {
        Given.require("store", jobs);
        store = jobs;
        return this;
    }

    /** What to do with the jobs of a type. One handler a type. */
    public <T> QueueCtlBuilder handle(JobType<T> type, JobHandler<? super T> handler) {
        return handle(type, handler, options -> {});
    }

    /**
     * What to do with the jobs of a type, and how.
     *
     * @throws IllegalArgumentException if the type has a handler already
     */
    public <T> QueueCtlBuilder handle(
            JobType<T> type, JobHandler<? super T> handler, Consumer<HandlerOptions> options) {
        Given.require("job type", type);
        Given.require("handler of kind " + type.kind(), handler);
        JobExecutor executor = (claim, context) -> {
            handler.handle(type.codec().decode(claim.payload()), context);
            return Outcome.completed();
        };
        return executor(type.kind(), executor, options);
    }

    /** What runs the jobs of a kind, below handlers and codecs. */
    public QueueCtlBuilder executor(String kind, JobExecutor executor, Consumer<HandlerOptions> options) {
        Given.require("job kind", kind);
        Given.require("executor of kind " + kind, executor);
        HandlerOptions chosen = new HandlerOptions();
        options.accept(chosen);
        if (rules.putIfAbsent(kind, chosen.rule(executor)) != null) {
            throw new IllegalArgumentException("kind " + kind + " has a handler already");
        }
        return this;
    }

    /** Stands around every attempt that a handler or executor runs here. Those that were named first are outermost. */
    public QueueCtlBuilder around(AttemptMiddleware attempts) {
        Given.require("middleware", attempts);
        middleware.add(attempts);
        return this;
    }

    /** Stands around everything that is enqueued through this queue, on the thread of whoever enqueues. Those that were named first are outermost. */
    public QueueCtlBuilder aroundEnqueue(EnqueueMiddleware enqueues) {
        Given.require("middleware", enqueues);
        enqueueMiddleware.add(enqueues);
        return this;
    }

    /**
     * A schedule that the application brings along. When the queue starts to work it is made, or the one of that name is changed to it; one that is the same goes
     * on undisturbed. What is left out of a later version stays in the database: remove it by name.
     *
     * @throws IllegalArgumentException if another one has the name
     */
    public QueueCtlBuilder schedule(Schedule schedule) {
        Given.require("schedule", schedule);
        if (schedules.putIfAbsent(schedule.name(), schedule) != null) {
            throw new IllegalArgumentException("schedule " + schedule.name() + " is defined already");
        }
        return this;
    }

    /** Is told what happens to jobs here. */
    public QueueCtlBuilder listener(JobListener listener) {
        Given.require("listener", listener);
        listeners.add(listener);
        return this;
    }

    /** Is told of each job that dies here. */
    public QueueCtlBuilder deadLetterListener(DeadLetterListener listener) {
        Given.require("dead letter listener", listener);
        return listener(event -> {
            if (event instanceof JobEvent.Settled end && end.to() == JobState.DEAD) {
                listener.onDead(end);
            }
        });
    }

    /** Logs a warning, {@code event=dead_letters_old}, when jobs have been dead for so long, looked for once a minute; never by default. */
    public QueueCtlBuilder deadLetterAlarm(Duration age) {
        return deadLetterAlarm(age, old -> {});
    }

    /** The same, and tells somebody, on a thread of its own. What it throws is logged. */
    public QueueCtlBuilder deadLetterAlarm(Duration age, Consumer<? super OldDeadLetters> listener) {
        Given.require("listener of the dead letter alarm", listener);
        deadLetterAlarm = new DeadLetterAlarm(age, listener);
        return this;
    }

    /** Takes what the engine counts and times; none by default, and then nothing is measured. */
    public QueueCtlBuilder metrics(JobMetrics sink) {
        Given.require("metrics", sink);
        metrics = sink;
        return this;
    }

    /** The node's name, for people; host and pid by default. */
    public QueueCtlBuilder name(String node) {
        name = node;
        return this;
    }

    /** How long this node may stay silent before others take its jobs over: 15 s by default, 1 s to 1 h. */
    public QueueCtlBuilder lease(Duration duration) {
        lease = duration;
        return this;
    }

    /** How long a free slot may overlook a job that no wake-up told of: 500 ms by default, 10 ms to 1 min. */
    public QueueCtlBuilder pollInterval(Duration interval) {
        pollInterval = interval;
        return this;
    }

    /** How long close lets running jobs finish before it stops them and gives them back: 30 s by default. */
    public QueueCtlBuilder grace(Duration patience) {
        grace = patience;
        return this;
    }

    /** Total runs of a job that says nothing itself and whose handler says nothing: 5 by default. */
    public QueueCtlBuilder maxAttempts(int attempts) {
        maxAttempts = attempts;
        return this;
    }

    /** After how many losses, each the death of a node that held it, a job is dead: 3 by default. */
    public QueueCtlBuilder maxLosses(int losses) {
        maxLosses = losses;
        return this;
    }

    /** The wait after a failure where neither job nor handler says; {@link Backoff#DEFAULT} by default. */
    public QueueCtlBuilder backoff(BackoffPolicy policy) {
        backoff = policy;
        return this;
    }

    /** Which priority runs first: the highest by default. */
    public QueueCtlBuilder priorityOrder(PriorityOrder first) {
        order = first;
        return this;
    }

    /** How long this node lets finished jobs of a state be kept: zero to 100 years; for ever by default. */
    public QueueCtlBuilder retention(JobState finished, Duration kept) {
        retention = retention.age(finished, kept);
        return this;
    }

    /** How many finished jobs of a state this node lets be kept: those that finished last; any number by default. With {@link #retention} as well, a job goes that either lets go. */
    public QueueCtlBuilder keepNewest(JobState finished, long jobs) {
        retention = retention.newest(finished, jobs);
        return this;
    }

    /** Where jobs go that are older, or more, than is kept; nowhere by default. */
    public QueueCtlBuilder archive(JobArchive before) {
        Given.require("archive", before);
        retention = retention.archive(before);
        return this;
    }

    /** The threads that run attempts: platform threads by default; a virtual thread factory where the JVM has them. */
    public QueueCtlBuilder threads(ThreadFactory attempts) {
        threads = attempts;
        return this;
    }

    /** Where the stages of {@code enqueueAsync} and {@code whenFinished} are completed, and what hangs on them runs: the JDK's common pool by default. */
    public QueueCtlBuilder callbacks(Executor executor) {
        Given.require("executor", executor);
        callbacks = executor;
        return this;
    }

    /** For tests: the wall clock; that of the store by default. */
    public QueueCtlBuilder clock(InstantSource source) {
        clock = source;
        return this;
    }

    /** For tests: the monotonic clock. */
    public QueueCtlBuilder ticker(Ticker monotonic) {
        ticker = monotonic;
        return this;
    }

    /** For tests: where epochs, submissions and jitter come from. Must be thread-safe. */
    public QueueCtlBuilder random(RandomGenerator source) {
        random = source;
        return this;
    }

    /** For tests: who is alive on this host. */
    public QueueCtlBuilder processes(LocalProcesses table) {
        processes = table;
        return this;
    }

    /**
     * @throws IllegalStateException without a store
     * @throws IllegalArgumentException if a setting is out of its range
     */
    public QueueCtl build() {
        JobStore jobs = requireStore();
        config();
        return new QueueCtl(jobs, this);
    }

    /**
     * Runs jobs by these handlers on the calling thread, without a store: for tests and tools.
     *
     * @throws IllegalArgumentException if a setting is out of its range
     */
    public Inline inline() {
        Seams seams = new Seams(
                clock == null ? InstantSource.system() : clock, ticker, random, LocalProcesses.blind(), threads);
        return new Inline(config(), seams, surroundedRules());
    }

    Instant now() {
        return Instant.ofEpochMilli(clock().millis());
    }

    Seams seams() {
        LocalProcesses table = processes;
        if (table == null) {
            table = ProcFileSystem.here();
            processes = table;
        }
        return new Seams(clock(), ticker, random, table, threads);
    }

    List<Schedule> schedules() {
        return List.copyOf(schedules.values());
    }

    Enqueueing enqueueing() {
        return new Enqueueing(enqueueMiddleware);
    }

    Callbacks callbacks() {
        return new Callbacks(callbacks);
    }

    Engine engine(List<Service> services, Function<JobRequest, JobId> enqueue, Events.Waiting waiting) {
        Events events = new Events(listeners, metrics, ticker, waiting);
        Engine.Application application = new Engine.Application(surroundedRules(), enqueue, events);
        return new Engine(requireStore(), config(), seams(), application, services);
    }

    private Map<String, HandlerRule> surroundedRules() {
        Map<String, HandlerRule> surrounded = new HashMap<>();
        rules.forEach((kind, rule) -> surrounded.put(kind, rule.with(Surrounded.by(middleware, rule.executor()))));
        return surrounded;
    }

    private InstantSource clock() {
        return clock == null ? requireStore().clock() : clock;
    }

    private JobStore requireStore() {
        if (store == null) {
            throw new IllegalStateException("a queue needs a store");
        }
        return store;
    }

    private EngineConfig config() {
        String node = name != null ? name : "pid-" + ProcessHandle.current().pid();
        return new EngineConfig(
                node, lease, pollInterval, grace, maxAttempts, maxLosses, backoff, order, retention, deadLetterAlarm);
    }
}
