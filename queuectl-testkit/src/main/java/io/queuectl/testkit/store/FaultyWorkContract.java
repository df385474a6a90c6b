package io.queuectl.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.queuectl.api.StoreException;
import io.queuectl.core.QueueCtl;
import io.queuectl.core.backoff.Backoff;
import io.queuectl.core.spi.AttemptContext;
import io.queuectl.core.spi.Claim;
import io.queuectl.core.spi.JobExecutor;
import io.queuectl.core.spi.JobStore;
import io.queuectl.core.spi.Outcome;
import io.queuectl.core.spi.PageRequest;
import io.queuectl.core.spi.StateCount;
import io.queuectl.testkit.Fault;
import io.queuectl.testkit.Faults;
import io.queuectl.testkit.FaultyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The real engine on a store that is reached through faults: several nodes and producers, each with a store of its own on the same data where
 * there can be several. In the end every job that was acknowledged is there once and was completed once.
 * {@code -Dqueuectl.works=N} works N times.
 */
public abstract class FaultyWorkContract extends StoreScenario {

    private static final int NODES = 3;
    private static final int PRODUCERS = 2;
    private static final int ROUNDS = 40;
    private static final double SHARE = 0.3;
    private static final Duration LEASE = Duration.ofSeconds(3);
    private static final long LOOK_NANOS = Duration.ofMillis(10).toNanos();

    private final WorkLedger ledger = new WorkLedger();
    private final List<QueueCtl> queues = new ArrayList<>();
    private final ExecutorService threads = Executors.newFixedThreadPool(2 * PRODUCERS);

    /** Whether the faults are over. */
    private volatile boolean calm;

    static LongStream seeds() {
        return LongStream.rangeClosed(1, Long.getLong("queuectl.works", 2));
    }

    /** See {@link FaultyStoreContract#patience}. */
    protected abstract Duration patience();

    @AfterEach
    void stop() {
        calm = true;
        threads.shutdownNow();
        queues.forEach(QueueCtl::close);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void everyAcknowledgedJobIsThereOnceAndDoneOnce(long seed) throws Exception {
        SplittableRandom random = new SplittableRandom(seed);
        List<Future<Void>> producers = new ArrayList<>();
        for (int i = 0; i < PRODUCERS; i++) {
            QueueCtl queue = open("producer-" + i, chance(random), this::run);
            producers.add(threads.submit(new WorkProducer(queue, "a" + i, ROUNDS, ledger)));
            producers.add(threads.submit(new WorkProducer(queue, "b" + i, ROUNDS, ledger)));
        }
        for (int i = 0; i < NODES; i++) {
            startAtLast(open("node-" + i, chance(random), this::run));
        }
        for (Future<Void> producer : producers) {
            producer.get();
        }
        awaitEnd();
        calm = true;
        new WorkVerdict(store, ledger).check();
        assertThat(ledger.acknowledged).hasSizeGreaterThan(PRODUCERS * ROUNDS);
        if (fixture.keepsItsData()) {
            queues.forEach(QueueCtl::close);
            assertThat(store.nodes().roster())
                    .as("the roster when all have left")
                    .isEmpty();
        }
    }

    @Test
    void whatANodeHeldThatIsCutOffIsDoneOnceByAnother() throws Exception {
        AtomicBoolean cut = new AtomicBoolean();
        CountDownLatch started = new CountDownLatch(1);
        QueueCtl lonely = open("lonely", verb -> cut.get() ? Fault.FAILS_BEFORE : Fault.NONE, (claim, context) -> {
            ledger.ran(claim.payload().text());
            started.countDown();
            new CountDownLatch(1).await();
            return Outcome.completed();
        });
        new WorkProducer(lonely, "held", 2, ledger).call();
        lonely.start(workers -> workers.queue("default", 2));
        assertThat(started.await(patience().toMillis(), TimeUnit.MILLISECONDS))
                .as("a job has started")
                .isTrue();
        cut.set(true);
        startAtLast(open("other", Faults.none(), this::run));
        awaitEnd();
        cut.set(false);
        if (fixture.keepsItsData()) {
            queues.forEach(QueueCtl::close);
        }
        new WorkVerdict(store, ledger).check();
        assertThat(everyJob(PageRequest.Order.OLDEST_FIRST))
                .as("jobs that were lost with their node")
                .anyMatch(job -> job.counters().losses() == 1);
    }

    private Faults chance(SplittableRandom random) {
        return Faults.random(random.split(), SHARE);
    }

    private Outcome run(Claim claim, AttemptContext context) {
        String key = claim.payload().text();
        ledger.ran(key);
        return WorkJob.ofKey(key).run(context);
    }

    private QueueCtl open(String name, Faults faults, JobExecutor executor) {
        JobStore own = fixture.keepsItsData() ? another() : store;
        QueueCtl queue = QueueCtl.builder()
                .store(new FaultyStore(own, verb -> calm ? Fault.NONE : faults.next(verb)))
                .name(name)
                .lease(LEASE)
                .grace(patience())
                .pollInterval(Duration.ofMillis(20))
                .backoff(Backoff.fixed(Duration.ofMillis(5)))
                .executor(WorkJob.KIND, executor, options -> {})
                .build();
        queues.add(queue);
        return queue;
    }

    /** A start that could not put its node on the roster is tried again, as a supervisor does. */
    private static void startAtLast(QueueCtl queue) {
        for (int attempt = 1; ; attempt++) {
            try {
                queue.start(workers -> workers.queue("default", 2).everyQueue(2));
                return;
            } catch (StoreException failed) {
                if (!failed.isTransient() || attempt == 20) {
                    throw failed;
                }
            }
        }
    }

    private void awaitEnd() {
        long unfinished = Long.MAX_VALUE;
        long since = System.nanoTime();
        while (unfinished > 0) {
            long left = unfinished();
            if (left != unfinished) {
                unfinished = left;
                since = System.nanoTime();
            }
            assertThat(Duration.ofNanos(System.nanoTime() - since))
                    .as("time without progress, with these jobs: "
                            + store.queries().counts())
                    .isLessThan(patience());
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }

    private long unfinished() {
        return store.queries().counts().stream()
                .filter(count -> !count.state().isFinished())
                .mapToLong(StateCount::count)
                .sum();
    }
}
