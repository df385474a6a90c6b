package io.queuectl.core.engine;

import io.queuectl.api.JobId;
import io.queuectl.api.JobRequest;
import io.queuectl.api.QueueHealth;
import io.queuectl.api.QueueHealth.Phase;
import io.queuectl.api.StoreException;
import io.queuectl.core.spi.Insertion;
import io.queuectl.core.spi.JobStore;
import io.queuectl.core.spi.NewJob;
import io.queuectl.core.spi.StopMode;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The worker engine of one process: wires its parts, and holds the one list of what starts and stops in which order. Without {@link #start} it is only
 * the lane that enqueues. Thread-safe.
 */
public final class Engine {

    /** What the parts of an engine share. */
    record Parts(
            JobStore store,
            EngineConfig config,
            Seams seams,
            StoreRetry retry,
            Handlers handlers,
            Events events,
            Lease lease,
            List<Pool> pools,
            QueueBook book,
            Admission admission,
            ClaimDesk desk,
            Lanes lanes,
            Expectation expectation,
            Attempts attempts) {}

    /**
     * What the application brings.
     *
     * @param rules by kind
     * @param enqueue adds a job that a handler asks for
     */
    public record Application(Map<String, HandlerRule> rules, Function<JobRequest, JobId> enqueue, Events events) {
        public Application {
            rules = Map.copyOf(rules);
        }
    }

    private static final Logger LOG = LoggerFactory.getLogger(Engine.class);

    /** How long an attempt has that was told to stop, before the node leaves without it. */
    private static final Duration LAST_WAIT = Duration.ofSeconds(15);

    /** How long the loops have to end: long enough for a store that is busy and a listener that is behind. */
    private static final Duration LOOPS_WAIT = Duration.ofSeconds(5);

    private static final Duration WRITE_AGAIN = Duration.ofMillis(100);

    private final Parts parts;
    private final NodeKeeper keeper;
    private final WakeUpRelay relay;
    private final List<Slot> slots = new ArrayList<>();
    private final List<Thread> slotThreads = new ArrayList<>();
    private final List<Loop> dispatcherLoops;
    private final Loop keeperLoop;
    private final Loop watchLoop;
    private final Loop wakeUpLoop;
    private final List<Loop> eventLoops;
    private final Loop schedulerLoop;
    private final List<Loop> sideLoops;
    private final List<Loop> loops;
    private final Checkup checkup;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final Signal stopProgress = new Signal();

    /** Guarded by this. */
    private @Nullable Thread stopper;

    /** Guarded by this, for writing. */
    private volatile boolean started;

    /** What was asked; only ever goes from null to DRAIN to NOW. Guarded by this, for writing. */
    private volatile @Nullable StopMode stopMode;

    public Engine(JobStore store, EngineConfig config, Seams seams, Application application, List<Service> services) {
        this.parts = wire(store, config, seams, application, services);
        this.keeper = new NodeKeeper(parts, this::requestStop);
        this.dispatcherLoops = parts.lanes().claiming().stream()
                .map(lane -> new Loop("dispatcher", () -> dispatch(lane)))
                .toList();
        this.keeperLoop = new Loop("keeper", keeper);
        this.watchLoop = new Loop("watch", new Watch(parts, keeperLoop::wake));
        this.relay = new WakeUpRelay(parts.desk(), seams.ticker(), keeperLoop::wake);
        this.wakeUpLoop = new Loop("wakeup", relay);
        this.eventLoops = application.events().audiences().stream()
                .map(audience -> new Loop("events", audience))
                .toList();
        Reaper reaper = new Reaper(parts);
        this.schedulerLoop = new Loop("scheduler", new Scheduler(parts));
        DeadLetterWatch deadLetters = new DeadLetterWatch(store.bulk(), config.deadLetterAlarm(), seams);
        boolean alarmed = config.deadLetterAlarm() != null;
        // A thread of its own where a listener may take its time.
        Runnable beside = alarmed ? () -> {} : deadLetters::run;
        this.sideLoops = Stream.concat(
                        Stream.of(
                                wakeUpLoop,
                                schedulerLoop,
                                new Loop("reaper", reaper),
                                new Loop("pruner", new Pruner(parts, beside))),
                        alarmed ? Stream.of(new Loop("deadletters", deadLetters)) : Stream.<Loop>empty())
                .toList();
        this.loops = Stream.of(sideLoops, dispatcherLoops, List.of(keeperLoop, watchLoop), eventLoops)
                .flatMap(List::stream)
                .toList();
        this.checkup = new Checkup(parts, loops, keeperLoop, reaper, deadLetters);
    }

    private static Parts wire(
            JobStore store, EngineConfig config, Seams seams, Application application, List<Service> services) {
        Handlers handlers = new Handlers(
                application.rules(), application.enqueue(), child -> ParentResults.of(child, store.queries()), config);
        Events events = application.events();
        Lease lease = new Lease(seams);
        StoreRetry retry = StoreRetry.within(config.lease(), seams.ticker());
        QueueBook book = new QueueBook(store.queues(), seams.ticker());
        List<Pool> pools = services.stream().map(Pool::new).toList();
        long longestWait = Math.min(config.lease().toNanos() / 4, ClaimDesk.LONGEST_WAIT.toNanos());
        BoundQueues bounds = new BoundQueues(book, pools, longestWait);
        List<PoolDesk> desks = pools.stream()
                .map(pool -> new PoolDesk(
                        pool,
                        new Prefetch(pool, longestWait),
                        book,
                        bounds,
                        store.lanes(),
                        seams.ticker().nanos()))
                .toList();
        TokenNumbers numbers = new TokenNumbers(store.lanes());
        boolean several = store.lanes() > 1;
        ClaimDesk desk = new ClaimDesk(desks, book, bounds, numbers, several, lease, seams, events, config);
        Lanes lanes = new Lanes(
                store.lanes(),
                store.producers(),
                numbers,
                number -> new Lane(store, retry, seams, desk, events, number));
        Attempts attempts = new Attempts(handlers, lanes, desk, lease, seams, events);
        Expectation expectation = new Expectation(seams.ticker(), config.pollInterval());
        desk.whenTooLate(attempts::giveBack);
        bounds.whatRuns(() ->
                StreamSupport.stream(attempts.running().spliterator(), false).map(RunningAttempt::claim));
        return new Parts(
                store,
                config,
                seams,
                retry,
                handlers,
                events,
                lease,
                pools,
                book,
                new Admission(book, store.queues(), seams.ticker()),
                desk,
                lanes,
                expectation,
                attempts);
    }

    /** Adds jobs, if their queues take them; see {@link Lanes#enqueue}. */
    public List<Insertion> enqueue(List<NewJob> jobs, boolean allOrNothing) {
        return parts.admission().admit(jobs, () -> write(jobs, allOrNothing));
    }

    /** The same, and waits at most that long for room where a queue is full. */
    public List<Insertion> enqueue(List<NewJob> jobs, boolean allOrNothing, Duration patience)
            throws InterruptedException {
        return parts.admission().admit(jobs, () -> write(jobs, allOrNothing), patience);
    }

    private List<Insertion> write(List<NewJob> jobs, boolean allOrNothing) {
        Meter meter = parts.events().meter();
        return meter.isOff()
                ? parts.lanes().enqueue(jobs, allOrNothing)
                : meter.enqueue(jobs, () -> parts.lanes().enqueue(jobs, allOrNothing));
    }

    /** Adds jobs in a caller's transaction; see {@link JobStore#insert}. They are looked for at once and again. */
    public List<Insertion> insert(Connection transaction, List<NewJob> jobs, Instant now) {
        Meter meter = parts.events().meter();
        List<Insertion> insertions = parts.admission()
                .admit(jobs, () -> meter.enqueue(jobs, () -> parts.store().insert(transaction, jobs, now)));
        parts.expectation().expect();
        parts.desk().wake();
        return insertions;
    }

    /** This process changed what is set for a queue. */
    public void queuesChanged() {
        parts.book().expire();
        keeperLoop.wake();
    }

    /** How the engine is, as far as it knows by itself. */
    public QueueHealth health() {
        return checkup.of(phase());
    }

    private Phase phase() {
        if (stopMode == null) {
            return started ? Phase.WORKING : Phase.NO_WORKERS;
        }
        return stopped.getCount() == 0 ? Phase.STOPPED : Phase.STOPPING;
    }

    /** Something may have come to be due. */
    public void hint() {
        parts.desk().hintAll();
    }

    /** A schedule was made or changed. */
    public void lookAtSchedules() {
        schedulerLoop.wake();
    }

    /**
     * Joins the roster and starts to work. If it throws, nothing is left behind, and another engine may be started.
     *
     * @throws IllegalStateException if it was started or stopped before
     */
    public synchronized void start() {
        if (started || stopMode != null) {
            throw new IllegalStateException("the engine was started or stopped before");
        }
        started = true;
        try {
            makeSlots();
            relay.open(parts.store().wakeUps());
            keeper.join();
            parts.retry().call(tries -> parts.book().read());
            parts.book().keep();
            openAudiences();
            parts.desk().open(this::wakeDispatchers);
            slotThreads.forEach(Thread::start);
            loops.forEach(Loop::start);
        } catch (RuntimeException | Error failed) {
            stopMode = StopMode.NOW;
            undoStart(failed);
            throw failed;
        }
    }

    private void openAudiences() {
        List<Audience> audiences = parts.events().audiences();
        for (int i = 0; i < audiences.size(); i++) {
            audiences.get(i).open(eventLoops.get(i)::wake, this::wakeDispatchers);
        }
    }

    private void undoStart(Throwable failed) {
        parts.desk().close();
        try {
            keeper.leave();
        } catch (RuntimeException unreachable) {
            failed.addSuppressed(unreachable);
        } finally {
            endThreads();
            stopped.countDown();
        }
    }

    /** Asks the engine to stop; a second call may only make it harder. Returns at once. Idempotent. */
    public synchronized void requestStop(StopMode mode) {
        if (stopMode == mode || stopMode == StopMode.NOW) {
            return;
        }
        boolean first = stopMode == null;
        stopMode = mode;
        stopProgress.raise();
        if (!started) {
            stopped.countDown();
        } else if (first) {
            stopper = new Thread(this::stop, "queuectl-stop-1");
            stopper.setDaemon(false);
            stopper.start();
        }
    }

    /** Whether the engine was asked to stop, by this process or another. */
    public boolean isStopping() {
        return stopMode != null;
    }

    /** Waits until the engine has stopped and left the roster; answers whether it has. */
    public boolean awaitStopped(Duration atMost) throws InterruptedException {
        return stopped.await(atMost.toNanos(), TimeUnit.NANOSECONDS);
    }

    /**
     * Refuses a call that would wait for its own caller.
     *
     * @throws IllegalStateException within a handler or a listener of this engine
     */
    public synchronized void requireForeignThread() {
        Thread current = Thread.currentThread();
        boolean own = current == stopper
                || slotThreads.contains(current)
                || loops.stream().anyMatch(Loop::isCurrent);
        if (own) {
            throw new IllegalStateException(
                    "close waits for the running jobs, so a handler or listener must not call it: call requestStop");
        }
    }

    /**
     * Stops within the grace period, or a little later by force. Idempotent.
     *
     * @throws IllegalStateException within a handler or a listener of this engine
     */
    public void close() {
        requireForeignThread();
        boolean interrupted = false;
        requestStop(StopMode.DRAIN);
        Duration patience = parts.config().grace();
        while (true) {
            try {
                if (awaitStopped(patience)) {
                    break;
                }
                patience = LAST_WAIT.multipliedBy(2);
            } catch (InterruptedException hurry) {
                interrupted = true;
            }
            requestStop(StopMode.NOW);
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void makeSlots() {
        for (Pool pool : parts.pools()) {
            for (int i = 1; i <= pool.slots(); i++) {
                Slot slot = new Slot(pool, parts.attempts());
                Thread thread = parts.seams().attemptThreads().newThread(slot);
                thread.setName("queuectl-slot-" + (slots.size() + 1));
                slots.add(slot);
                slotThreads.add(thread);
            }
        }
    }

    private void wakeDispatchers() {
        dispatcherLoops.forEach(Loop::wake);
    }

    /** One round of the dispatcher of a lane: leads for whatever waits, as long as an exchange is called for. */
    private Duration dispatch(Lane lane) {
        ClaimDesk desk = parts.desk();
        if (parts.expectation().takeLook()) {
            desk.hintAll();
        }
        if (desk.wantsQueues()) {
            lookForQueues(desk);
        }
        boolean first = true;
        while ((first && lane.hasWaiting()) || lane.wantsExchange()) {
            lane.lead();
            first = false;
        }
        return parts.expectation().rest(desk.rest());
    }

    /** A look that fails has seen nothing: the next round looks again. */
    private void lookForQueues(ClaimDesk desk) {
        boolean seen = false;
        try {
            desk.queues(parts.store().queries().waitingQueues());
            seen = true;
        } finally {
            if (!seen) {
                desk.lookAgainForQueues();
            }
        }
    }

    /** The stop, in order: no more claims → attempts end → outcomes are written → off the roster → threads end → listeners have heard it. */
    private void stop() {
        try {
            parts.desk().close();
            parts.lanes().awaitLeaders();
            parts.desk().returnAll();
            awaitAttempts();
            sideLoops.forEach(Loop::stop);
            writeOutcomes();
            keeperLoop.stop();
            keeperLoop.join(LAST_WAIT);
            keeper.leave();
        } catch (StoreException unreachable) {
            LOG.warn("event=stop_incomplete reason=\"{}\"; others take over after the lease", unreachable.getMessage());
        } catch (InterruptedException hurry) {
            LOG.warn("event=stop_incomplete reason=interrupted; others take over after the lease");
        } catch (RuntimeException | Error broken) {
            LOG.error("event=stop_incomplete; others take over after the lease", broken);
        } finally {
            try {
                endThreads();
            } finally {
                stopped.countDown();
            }
        }
    }

    private void awaitAttempts() {
        Long told = null;
        while (!parts.pools().stream().allMatch(Pool::isIdle)) {
            if (stopMode == StopMode.NOW) {
                long now = System.nanoTime();
                told = told == null ? now : told;
                parts.attempts().stopAll(new StopReason.Shutdown());
                if (now - told > LAST_WAIT.toNanos()) {
                    parts.attempts()
                            .running()
                            .forEach(attempt -> LOG.warn(
                                    "event=attempt_ignores_stop jobId={}; it counts as lost",
                                    attempt.claim().id()));
                    return;
                }
            }
            stopProgress.await(Duration.ofMillis(10));
        }
    }

    /** A store that fails just now must not cost jobs that are done a second run: as long as the lease may last, it is asked again. */
    private void writeOutcomes() {
        long until = System.nanoTime() + LAST_WAIT.toNanos();
        while (true) {
            try {
                parts.lanes().writeAll();
                return;
            } catch (StoreException failed) {
                if (!failed.isTransient() || System.nanoTime() - until > 0) {
                    throw failed;
                }
                stopProgress.await(WRITE_AGAIN);
            }
        }
    }

    private void endThreads() {
        loops.stream().filter(loop -> !eventLoops.contains(loop)).forEach(Loop::stop);
        wakeUpLoop.interrupt();
        for (int i = 0; i < slots.size(); i++) {
            slots.get(i).stop(slotThreads.get(i));
        }
        try {
            long until = System.nanoTime() + LOOPS_WAIT.toNanos();
            for (Loop loop : loops) {
                if (eventLoops.contains(loop)) {
                    loop.stop();
                }
                if (!loop.join(Duration.ofNanos(until - System.nanoTime()))) {
                    LOG.warn("event=loop_still_running role={}", loop.role());
                }
            }
            tellTheRest();
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        } finally {
            relay.close();
        }
    }

    /** What came after a listener's loop had ended. */
    private void tellTheRest() throws InterruptedException {
        List<Audience> audiences = parts.events().audiences();
        for (int i = 0; i < audiences.size(); i++) {
            if (eventLoops.get(i).join(Duration.ZERO)) {
                audiences.get(i).run();
            }
        }
    }
}
