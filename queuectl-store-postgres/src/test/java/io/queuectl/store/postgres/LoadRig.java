package io.queuectl.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.queuectl.api.JobRequest;
import io.queuectl.api.Payload;
import io.queuectl.api.StoreException;
import io.queuectl.core.QueueCtl;
import io.queuectl.core.spi.JobStore;
import io.queuectl.core.spi.Outcome;
import io.queuectl.core.spi.StateCount;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * Applications that enqueue and nodes that work while a test does harm. Each has a store of its own. A job's payload is its key, and every tenth lasts
 * long enough to be under way when harm is done.
 */
final class LoadRig implements AutoCloseable {

    static final boolean STRESS = Boolean.getBoolean("queuectl.stress");

    private static final String KIND = "load";
    private static final int BULK = 5;
    /** With more jobs than that before them, new ones would wait for the workers and not for the database. */
    private static final int MOST_WAITING = 200;

    private static final long PAUSE_NANOS = Duration.ofMillis(2).toNanos();
    private static final long LONG_JOB_NANOS = Duration.ofMillis(20).toNanos();
    private static final long LOOK_NANOS = Duration.ofMillis(20).toNanos();
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** The mark is 5 s; a machine that is busy with other things gets three times that. */
    private static final Duration LONGEST_RECOVERY = Duration.ofSeconds(15);

    private final List<Duration> recoveries = new ArrayList<>();
    private final LoadLedger ledger = new LoadLedger();
    private final AtomicLong keys = new AtomicLong();
    private final List<QueueCtl> queues = new ArrayList<>();
    private final List<CompletableFuture<Void>> producers = new ArrayList<>();
    private final Duration lease;
    private volatile boolean enqueueing = true;

    LoadRig(Duration lease) {
        this.lease = lease;
    }

    LoadLedger ledger() {
        return ledger;
    }

    /** Two nodes and two applications on the same way to the database. */
    LoadRig two(Supplier<JobStore> stores) {
        return node(stores).node(stores).producer(stores).producer(stores);
    }

    LoadRig node(Supplier<JobStore> stores) {
        queue(stores).start(workers -> workers.queue("default", 4));
        return this;
    }

    LoadRig producer(Supplier<JobStore> stores) {
        QueueCtl queue = queue(stores);
        CompletableFuture<Void> done = new CompletableFuture<>();
        Thread thread = new Thread(() -> produce(queue, done), "producer-" + producers.size());
        thread.setDaemon(true);
        thread.start();
        producers.add(done);
        return this;
    }

    private QueueCtl queue(Supplier<JobStore> stores) {
        QueueCtl queue = QueueCtl.builder()
                .store(stores.get())
                .name("load-" + queues.size())
                .lease(lease)
                .pollInterval(Duration.ofMillis(100))
                .maxLosses(1_000)
                .executor(
                        KIND,
                        (claim, context) -> {
                            String key = claim.payload().text();
                            if (key.endsWith("0")) {
                                LockSupport.parkNanos(LONG_JOB_NANOS);
                            }
                            ledger.ran(key);
                            return Outcome.completed();
                        },
                        options -> {})
                .build();
        queues.add(queue);
        return queue;
    }

    private void produce(QueueCtl queue, CompletableFuture<Void> done) {
        try {
            while (enqueueing) {
                if (ledger.waiting() > MOST_WAITING) {
                    LockSupport.parkNanos(PAUSE_NANOS);
                    continue;
                }
                enqueueOnce(queue, keys.incrementAndGet() % 7 == 0 ? BULK : 1);
                LockSupport.parkNanos(PAUSE_NANOS);
            }
            done.complete(null);
        } catch (RuntimeException | Error wrong) {
            done.completeExceptionally(wrong);
        }
    }

    private void enqueueOnce(QueueCtl queue, int count) {
        List<String> batch = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            batch.add(String.valueOf(keys.incrementAndGet()));
        }
        ledger.asked(batch);
        try {
            queue.enqueueAll(batch.stream()
                    .map(key -> JobRequest.of(KIND, Payload.of(key)))
                    .toList());
            ledger.acknowledged(batch);
        } catch (StoreException failed) {
            ledger.failed(batch, failed);
            if (!failed.isTransient()) {
                throw failed;
            }
        }
    }

    /** Waits until that many more jobs were acknowledged and run. */
    void awaitProgress(int more) {
        requireProducers();
        int acknowledged = ledger.acknowledged().size() + more;
        int ran = ledger.runs().size() + more;
        await("more work to be done")
                .pollInterval(Duration.ofMillis(5))
                .atMost(PATIENCE)
                .until(() -> ledger.acknowledged().size() >= acknowledged
                        && ledger.runs().size() >= ran);
    }

    /** Waits until an application was told of a failure, now or before, with these words. */
    StoreException awaitFailure(String words) {
        AtomicReference<StoreException> told = new AtomicReference<>();
        await("a failure that says \"" + words + "\"").atMost(PATIENCE).until(() -> {
            told.set(ledger.lastFailure());
            return told.get() != null && told.get().getMessage().contains(words);
        });
        return told.get();
    }

    /** Waits until a job that somebody begins to enqueue from now on has run, and keeps how long that took. */
    void awaitRecovery() {
        long now = System.nanoTime();
        await("a new job to be run")
                .pollInterval(Duration.ofMillis(5))
                .atMost(PATIENCE)
                .until(() -> ledger.hasRunOneAskedAfter(now));
        Duration took = Duration.ofNanos(System.nanoTime() - now);
        recoveries.add(took);
        assertThat(took).isLessThan(LONGEST_RECOVERY);
    }

    /** Ends the load, waits until all is worked off, and holds what the database shows against what was told and seen. */
    void end(String what, Supplier<JobStore> straight) {
        enqueueing = false;
        producers.forEach(producer ->
                producer.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join());
        try (JobStore direct = straight.get()) {
            judge(what, direct);
        }
    }

    private void judge(String what, JobStore direct) {
        awaitEnd(direct);
        LoadVerdict verdict = LoadVerdict.of(direct, ledger);
        recoveries.sort(null);
        System.out.printf(
                "%s: %d jobs acknowledged, %d in doubt, %d refused, %d attempts lost, %d second runs; working again after %s ms%n",
                what,
                ledger.acknowledged().size(),
                ledger.doubtful().size(),
                ledger.refused().size(),
                verdict.losses(),
                verdict.secondRuns(),
                recoveryText());
        assertThat(verdict.faults()).isEmpty();
        assertThat(ledger.acknowledged()).hasSizeGreaterThan(20);
    }

    /** What is stuck is for the verdict to tell. */
    private static void awaitEnd(JobStore direct) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (unfinished(direct) > 0 && System.nanoTime() - deadline < 0) {
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }

    private static long unfinished(JobStore direct) {
        return direct.queries().counts().stream()
                .filter(count -> !count.state().isFinished())
                .mapToLong(StateCount::count)
                .sum();
    }

    private String recoveryText() {
        List<Long> millis = recoveries.stream().map(Duration::toMillis).toList();
        return millis.size() < 5
                ? millis.toString()
                : millis.get(millis.size() / 2) + " (median), " + millis.get(millis.size() - 1) + " (longest)";
    }

    private void requireProducers() {
        producers.stream().filter(CompletableFuture::isCompletedExceptionally).forEach(CompletableFuture::join);
    }

    @Override
    public void close() {
        enqueueing = false;
        queues.forEach(QueueCtl::close);
    }
}
