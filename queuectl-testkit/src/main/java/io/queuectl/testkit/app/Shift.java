package io.queuectl.testkit.app;

import io.queuectl.api.JobEvent;
import io.queuectl.api.JobState;
import io.queuectl.api.JobView;
import io.queuectl.api.QueueName;
import io.queuectl.api.QueueRate;
import io.queuectl.api.QueueSettings;
import io.queuectl.core.QueueCtl;
import io.queuectl.core.QueueCtlBuilder;
import io.queuectl.core.spi.JobStore;
import io.queuectl.core.spi.StopMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One node that comes, works off what is due, and leaves: what stands behind {@link QueueTest#drain()}. For one use. */
final class Shift {

    /** Long: what a test holds up in a debugger is not to be taken for dead. */
    static final Duration LEASE = Duration.ofHours(1);

    private static final Duration POLL = Duration.ofMillis(10);
    private static final Duration LAST_WAIT = Duration.ofSeconds(2);

    /** After so many looks in a row at which nothing had happened, rates alone hold the jobs up: about 30 ms, three polls. */
    private static final int IDLE_LOOKS = 15;

    private final JobStore store;
    private final BenchTime time;
    private final QueueCtl workers;
    private final List<Thread> slots = new CopyOnWriteArrayList<>();
    private final BlockingQueue<JobEvent.Settled> told = new LinkedBlockingQueue<>();
    private final List<JobEvent.Settled> ended = new ArrayList<>();

    Shift(JobStore store, BenchTime time, Function<Duration, QueueCtlBuilder> builder) {
        this.store = store;
        this.time = time;
        this.workers = builder.apply(LEASE)
                .pollInterval(POLL)
                .store(LentStore.of(store))
                .threads(this::slot)
                .listener(this::hear)
                .build();
    }

    /** Works until nothing is due and nothing runs, and answers what ended. */
    List<JobEvent.Settled> work(int atATime, Duration atMost) {
        long until = System.nanoTime() + atMost.toNanos();
        workers.start(all -> all.everyQueue(atATime));
        List<JobView> left = left();
        int idle = 0;
        while (!left.isEmpty()) {
            if (System.nanoTime() - until > 0) {
                throw giveUp(atMost, left);
            }
            idle = listen() ? 0 : idle + 1;
            left = left();
            Duration permit = idle < IDLE_LOOKS ? null : nextPermit(left);
            if (permit != null) {
                time.advance(permit);
                idle = 0;
            }
        }
        workers.close();
        told.drainTo(ended);
        return List.copyOf(ended);
    }

    /**
     * What is due and not over, but for what waits in paused queues; what runs was due as well. Read by number, so that no job slips through that another one
     * enqueues at its end.
     */
    private List<JobView> left() {
        Instant now = time.clock().instant();
        Set<QueueName> paused = store.queues().settings().stream()
                .filter(QueueSettings::paused)
                .map(QueueSettings::queue)
                .collect(Collectors.toSet());
        return JobList.all(store.queries(), JobState.PENDING, JobState.FAILED, JobState.PROCESSING).stream()
                .filter(job -> !job.runAt().isAfter(now))
                .filter(job -> job.state() == JobState.PROCESSING || !paused.contains(job.queue()))
                .toList();
    }

    /** How long a permit takes to come, if all that is left waits for one; else {@code null}. */
    private @Nullable Duration nextPermit(List<JobView> left) {
        Map<QueueName, QueueRate> rates = new HashMap<>();
        for (QueueSettings settings : store.queues().settings()) {
            if (settings.rate() != null) {
                rates.put(settings.queue(), settings.rate());
            }
        }
        @Nullable Duration soonest = null;
        for (JobView job : left) {
            @Nullable QueueRate rate = rates.get(job.queue());
            if (rate == null || job.state() == JobState.PROCESSING) {
                return null;
            }
            long millis = Math.max(1, -Math.floorDiv(-rate.period().toMillis(), (long) rate.permits()));
            Duration permit = Duration.ofMillis(millis);
            soonest = soonest == null || permit.compareTo(soonest) < 0 ? permit : soonest;
        }
        return soonest;
    }

    private void hear(JobEvent event) {
        if (event instanceof JobEvent.Settled settled) {
            told.add(settled);
        }
    }

    /** Answers whether an attempt ended meanwhile. */
    private boolean listen() {
        try {
            JobEvent.@Nullable Settled next = told.poll(2, TimeUnit.MILLISECONDS);
            if (next != null) {
                ended.add(next);
            }
            return next != null;
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            workers.requestStop(StopMode.NOW);
            throw new AssertionError("drain() was interrupted", stop);
        }
    }

    private AssertionError giveUp(Duration atMost, List<JobView> left) {
        told.drainTo(ended);
        String message = "drain() gave up after " + atMost + ", " + ended.size() + " attempts had ended" + last() + "\n"
                + left.size() + " jobs run or are due: " + JobList.describe(left) + "\n"
                + slots.stream().flatMap(Shift::stack).collect(Collectors.joining("\n"));
        workers.requestStop(StopMode.NOW);
        try {
            if (!workers.awaitStopped(LAST_WAIT)) {
                return new AssertionError(message + "\nand an attempt ignores that it was asked to stop");
            }
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
        return new AssertionError(message);
    }

    private String last() {
        return ended.isEmpty() ? "" : ", the last one: " + ended.get(ended.size() - 1);
    }

    private static Stream<String> stack(Thread slot) {
        return Stream.concat(
                Stream.of(slot.getName() + " is at"),
                Stream.of(slot.getStackTrace()).map(frame -> "    " + frame));
    }

    /** Daemons: an attempt that never ends must not keep the JVM of the tests. */
    private Thread slot(Runnable work) {
        Thread slot = new Thread(work);
        slot.setDaemon(true);
        slots.add(slot);
        return slot;
    }
}
