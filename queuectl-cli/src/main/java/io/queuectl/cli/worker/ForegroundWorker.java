package io.queuectl.cli.worker;

import io.queuectl.api.JobState;
import io.queuectl.api.QueueName;
import io.queuectl.api.QueueSettings;
import io.queuectl.api.StoreException;
import io.queuectl.cli.frame.ExitCode;
import io.queuectl.cli.frame.Session;
import io.queuectl.cli.input.Setting;
import io.queuectl.cli.input.Settings;
import io.queuectl.cli.output.Terminal;
import io.queuectl.cli.output.TimeText;
import io.queuectl.cli.shell.ShellExecutor;
import io.queuectl.cli.shell.ShellJob;
import io.queuectl.cli.shell.ShellSettings;
import io.queuectl.core.QueueCtl;
import io.queuectl.core.QueueCtlBuilder;
import io.queuectl.core.Workers;
import io.queuectl.core.archive.NdjsonArchive;
import io.queuectl.core.spi.JobStore;
import io.queuectl.core.spi.PriorityOrder;
import io.queuectl.core.spi.StateCount;
import io.queuectl.core.spi.StopMode;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A worker in this very process, until it is asked to stop: by a signal, by {@code worker stop}, or because nothing is left.
 * The first signal finishes what runs, the second gives it back, the third ends at once.
 */
public final class ForegroundWorker {

    private static final Duration LOOK = Duration.ofMillis(100);
    private static final Duration LEAST_POLL = Duration.ofMillis(10);

    /** One keystroke may be heard twice: a process that is just being started by vfork(2) still shares this JVM's handlers. */
    private static final long SAME_SIGNAL_NANOS = Duration.ofMillis(20).toNanos();

    private final Session session;
    private final WorkerPlan plan;
    private final JobStore store;
    private final JobReporter reporter;
    private final QueueCtl queue;
    private final AtomicInteger signals = new AtomicInteger();

    /** When the last signal came. */
    private final AtomicLong signalledNanos = new AtomicLong(System.nanoTime() - SAME_SIGNAL_NANOS);

    private volatile ExitCode code = ExitCode.OK;

    /** When the stop was noticed, by the monotonic clock, or {@code null} while none was. Used by the waiting thread. */
    private @Nullable Long stoppingSince;

    public ForegroundWorker(Session session, WorkerPlan plan, JobStore store, Settings settings) {
        this.session = session;
        this.plan = plan;
        this.store = store;
        boolean onTerminal = session.surroundings().terminals().err();
        this.reporter = new JobReporter(
                session.surroundings().err(),
                new Terminal(onTerminal, onTerminal && session.colour(), Integer.MAX_VALUE),
                session.surroundings().clock(),
                plan.quiet(),
                new ShellExecutor(ShellSettings.DEFAULT, session.surroundings().clock()));
        this.queue = queue(settings);
    }

    /** Works until it is stopped. */
    public ExitCode run() throws InterruptedException {
        long start = System.nanoTime();
        try (reporter) {
            // Before it holds jobs: a signal that the JVM takes as it does by default would leave them to be run again.
            session.surroundings().stops().hear(this::signalled);
            queue.start(this::serve);
            if (signals.get() > 0) {
                queue.requestStop(signals.get() == 1 ? StopMode.DRAIN : StopMode.NOW);
            }
            session.say(started());
            while (!queue.awaitStopped(LOOK)) {
                look();
            }
            reporter.say("worker stopped after " + TimeText.of(Duration.ofNanos(System.nanoTime() - start)) + ": "
                    + reporter.tally().text());
        } finally {
            queue.close();
        }
        return code;
    }

    private String started() {
        int workers = plan.workers();
        return workers + (workers == 1 ? " worker" : " workers") + " started (pid "
                + ProcessHandle.current().pid() + ") on " + store.info().location()
                + "; Ctrl+C or queuectl worker stop finishes current jobs and exits";
    }

    private void serve(Workers workers) {
        Sharing sharing = plan.sharing();
        if (plan.servesAll()) {
            workers.everyQueue(plan.slots());
        } else if (!sharing.strict().isEmpty()) {
            workers.strict(plan.slots(), sharing.strict().toArray(String[]::new));
        } else if (!sharing.isNone()) {
            workers.queues(plan.slots(), shares -> sharing.weights().forEach(shares::weight));
        }
        plan.queues().forEach((name, own) -> workers.queue(name, plan.slotsOf(own)));
    }

    private void signalled(int number) {
        long now = System.nanoTime();
        if (now - signalledNanos.getAndSet(now) < SAME_SIGNAL_NANOS) {
            return;
        }
        ExitCode forced = number == 2 ? ExitCode.INTERRUPTED : ExitCode.TERMINATED;
        switch (signals.incrementAndGet()) {
            case 1 -> {
                int running = reporter.running();
                reporter.say(
                        running == 0
                                ? "stopping"
                                : "stopping: " + running + (running == 1 ? " job is" : " jobs are")
                                        + " being finished; once more stops and gives back");
                queue.requestStop(StopMode.DRAIN);
            }
            case 2 -> {
                code = forced;
                reporter.say("stopping now: running jobs are given back");
                queue.requestStop(StopMode.NOW);
            }
            default -> Runtime.getRuntime().halt(forced.number());
        }
    }

    private void look() {
        if (queue.isStopping()) {
            long now = System.nanoTime();
            stoppingSince = stoppingSince == null ? now : stoppingSince;
            if (plan.grace() != null && now - stoppingSince > plan.grace().toNanos()) {
                queue.requestStop(StopMode.NOW);
            }
        } else if (plan.untilEmpty() && isEmpty()) {
            tellOfPaused();
            queue.requestStop(StopMode.DRAIN);
        }
    }

    /**
     * Jobs of a paused queue cannot run: they are not waited for, but for those that run. A database that does not answer just now is asked again at the next
     * look; that it does not is what the engine tells of.
     */
    private boolean isEmpty() {
        try {
            Set<QueueName> paused = paused();
            return served().noneMatch(count -> count.state() == JobState.PROCESSING || !paused.contains(count.queue()));
        } catch (StoreException e) {
            if (e.isTransient()) {
                return false;
            }
            throw e;
        }
    }

    private void tellOfPaused() {
        Map<QueueName, Long> left = served().collect(Collectors.groupingBy(
                StateCount::queue, TreeMap::new, Collectors.summingLong(StateCount::count)));
        long jobs = left.values().stream().mapToLong(Long::longValue).sum();
        if (jobs > 0) {
            reporter.say(jobs + (jobs == 1 ? " job waits" : " jobs wait") + " in paused queues: "
                    + left.keySet().stream().map(QueueName::text).collect(Collectors.joining(", ")));
        }
    }

    /** What waits or runs in the queues that this worker serves. */
    private Stream<StateCount> served() {
        Set<JobState> unfinished = Set.of(JobState.PENDING, JobState.PROCESSING, JobState.FAILED);
        return store.queries().counts().stream()
                .filter(count -> count.count() > 0
                        && unfinished.contains(count.state())
                        && plan.serves(count.queue().text()));
    }

    private Set<QueueName> paused() {
        return store.queues().settings().stream()
                .filter(QueueSettings::paused)
                .map(QueueSettings::queue)
                .collect(Collectors.toSet());
    }

    private QueueCtl queue(Settings settings) {
        Duration lease =
                plan.lease() != null ? plan.lease() : Duration.ofSeconds(settings.number(Setting.LEASE_SECONDS));
        Duration poll = Duration.ofMillis(settings.number(Setting.POLL_INTERVAL_MS));
        boolean lowest = settings.text(Setting.PRIORITY_ORDER).equals("asc");
        QueueCtlBuilder builder = QueueCtl.builder()
                .store(store)
                .executor(ShellJob.KIND, reporter.executor(), on -> {})
                .listener(reporter)
                .name(
                        plan.name() != null
                                ? plan.name()
                                : HostName.get() + "-" + ProcessHandle.current().pid())
                .lease(lease)
                .pollInterval(poll.compareTo(LEAST_POLL) < 0 ? LEAST_POLL : poll)
                .maxAttempts(settings.maxAttempts((int) settings.number(Setting.MAX_RETRIES)))
                .backoff(settings.backoff(null))
                .priorityOrder(lowest ? PriorityOrder.LOWEST_FIRST : PriorityOrder.HIGHEST_FIRST);
        keep(
                builder,
                JobState.COMPLETED,
                settings.number(Setting.COMPLETED_RETENTION_DAYS),
                settings.number(Setting.COMPLETED_RETENTION_COUNT));
        keep(
                builder,
                JobState.CANCELLED,
                settings.number(Setting.CANCELLED_RETENTION_DAYS),
                settings.number(Setting.CANCELLED_RETENTION_COUNT));
        keep(
                builder,
                JobState.DEAD,
                settings.number(Setting.DEAD_RETENTION_DAYS),
                settings.number(Setting.DEAD_RETENTION_COUNT));
        if (plan.archive() != null) {
            builder.archive(NdjsonArchive.at(plan.archive()));
        }
        return builder.build();
    }

    private static void keep(QueueCtlBuilder builder, JobState state, long days, long newest) {
        if (days > 0) {
            builder.retention(state, Duration.ofDays(days));
        }
        if (newest > 0) {
            builder.keepNewest(state, newest);
        }
    }
}
