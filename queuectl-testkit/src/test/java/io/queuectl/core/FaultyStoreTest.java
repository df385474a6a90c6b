package io.queuectl.core;

import static io.queuectl.core.AttemptsOfAJobTest.awaitLatch;
import static io.queuectl.core.WorkBench.KIND;
import static io.queuectl.core.WorkBench.job;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.queuectl.api.Counters;
import io.queuectl.api.JobEvent;
import io.queuectl.api.JobId;
import io.queuectl.api.JobState;
import io.queuectl.api.JobType;
import io.queuectl.api.StoreException;
import io.queuectl.core.spi.Batch;
import io.queuectl.core.spi.BulkMoves;
import io.queuectl.core.spi.JobAdmin;
import io.queuectl.core.spi.JobQueries;
import io.queuectl.core.spi.JobStore;
import io.queuectl.core.spi.NodeStore;
import io.queuectl.core.spi.Outcome;
import io.queuectl.core.spi.QueueControl;
import io.queuectl.core.spi.Receipt;
import io.queuectl.core.spi.Schedules;
import io.queuectl.core.spi.StoreInfo;
import io.queuectl.core.spi.WakeUps;
import io.queuectl.testkit.Fault;
import io.queuectl.testkit.Faults;
import io.queuectl.testkit.FaultyStore;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the engine makes of a store that fails in one certain way; what it makes of all of them at once is the store contract's business. */
class FaultyStoreTest {

    private final WorkBench bench = new WorkBench();

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void aLookForQueuesThatFailsIsRepeatedAtOnceAndNotAtTheNextPoll() {
        QueueCtl producer = bench.open(bench.builder());
        JobId id = producer.enqueue(job().queue("other"));
        QueueCtl queue = bench.open(bench.builder(
                        Faults.script(Map.of("waitingQueues", List.of(Fault.FAILS_BEFORE, Fault.BUSY))))
                .executor(KIND, (claim, context) -> Outcome.completed(), options -> {}));
        queue.start(workers -> workers.everyQueue(1));

        await().atMost(Duration.ofSeconds(20)).until(() -> bench.view(id).state() == JobState.COMPLETED);
    }

    @Test
    void jobsThatAreAddedTogetherStartAtOnceAndWhenTheyAreDueThoughNobodyTellsOfThem() {
        CountDownLatch end = new CountDownLatch(1);
        QueueCtl queue = bench.working(
                2,
                bench.builder(verb -> verb.equals("exchange") ? Fault.SLOW : Fault.NONE)
                        .clock(InstantSource.system())
                        .ticker(System::nanoTime)
                        .executor(
                                KIND,
                                (claim, context) -> {
                                    if (claim.id().text().equals("long")) {
                                        awaitLatch(end);
                                    }
                                    return Outcome.completed();
                                },
                                options -> {}));
        try {
            queue.enqueueAll(List.of(job().id("long"), job().id("later").delay(Duration.ofMillis(300))));
            bench.awaitState(JobId.of("later"), JobState.COMPLETED);
        } finally {
            end.countDown();
        }
    }

    @Test
    void anEnqueueWhoseAnswerIsLostIsTriedAgainAndAddsOneJob() {
        QueueCtl queue = bench.open(bench.builder(
                Faults.script(Map.of("exchange", List.of(Fault.FAILS_AFTER, Fault.BUSY, Fault.FAILS_AFTER)))));
        JobId id = queue.enqueue(job().id("one"));

        assertThat(bench.view(id).state()).isEqualTo(JobState.PENDING);
        assertThat(bench.count(JobState.PENDING)).isEqualTo(1);
    }

    @Test
    void anEnqueueThatStaysUnansweredSaysSo() {
        AtomicInteger calls = new AtomicInteger();
        QueueCtl queue = bench.open(bench.builder(verb -> verb.equals("exchange") && calls.incrementAndGet() == 1
                        ? Fault.FAILS_AFTER
                        : Fault.FAILS_BEFORE)
                .lease(Duration.ofSeconds(1)));

        assertThatThrownBy(() -> queue.enqueue(job()))
                .isInstanceOfSatisfying(
                        StoreException.class,
                        failed -> assertThat(failed.outcomeUnknown()).isTrue());
        assertThat(calls.get()).isGreaterThan(2);
    }

    @Test
    void anInterruptNeitherHurriesARetriedEnqueueNorGetsLost() {
        QueueCtl queue = bench.open(
                bench.builder(Faults.script(Map.of("exchange", List.of(Fault.BUSY, Fault.BUSY, Fault.BUSY)))));
        Thread.currentThread().interrupt();
        JobId id = queue.enqueue(job());

        assertThat(Thread.interrupted()).isTrue();
        assertThat(bench.view(id).state()).isEqualTo(JobState.PENDING);
    }

    @Test
    void claimsWhoseAnswerIsLostAreRunAllTheSame() {
        QueueCtl producer = bench.open(bench.builder());
        for (int i = 0; i < 5; i++) {
            producer.enqueue(job());
        }
        AtomicInteger exchanges = new AtomicInteger();
        // Longer than any retry: the request stays in doubt until a later exchange.
        Faults lostForLong = verb -> {
            if (!verb.equals("exchange")) {
                return Fault.NONE;
            }
            int call = exchanges.incrementAndGet();
            return call == 1 ? Fault.FAILS_AFTER : call < 15 ? Fault.FAILS_BEFORE : Fault.NONE;
        };
        bench.working(
                2,
                bench.builder(lostForLong)
                        .lease(Duration.ofSeconds(1))
                        .executor(KIND, (claim, context) -> Outcome.completed(), options -> {}));

        await().atMost(Duration.ofSeconds(20)).until(() -> bench.count(JobState.COMPLETED) == 5);
    }

    @Test
    void anOutcomeThatTheStoreCannotTakeIsWrittenInPlainWordsAndItsNeighboursAsTheyAre() {
        settleTogetherWithAPoisonousOne(new Refusing(bench.data.another(), () -> {}));
    }

    @Test
    void noOutcomeIsForgottenWhenTheStoreFailsWhileAPoisonousOneIsSought() {
        AtomicBoolean down = new AtomicBoolean();
        AtomicInteger failed = new AtomicInteger();
        Faults afterTheRefusal = verb -> verb.equals("exchange") && down.get() && failed.incrementAndGet() < 12
                ? Fault.FAILS_BEFORE
                : Fault.NONE;
        settleTogetherWithAPoisonousOne(
                new Refusing(new FaultyStore(bench.data.another(), afterTheRefusal), () -> down.set(true)));
        assertThat(failed.get()).isGreaterThan(5);
    }

    private void settleTogetherWithAPoisonousOne(JobStore store) {
        CountDownLatch all = new CountDownLatch(6);
        QueueCtl queue = bench.working(
                6,
                bench.builder(store)
                        .lease(Duration.ofSeconds(1))
                        .maxAttempts(1)
                        .executor(
                                KIND,
                                (claim, context) -> {
                                    all.countDown();
                                    awaitLatch(all);
                                    context.log("before the end");
                                    if (claim.payload().text().equals("bad")) {
                                        throw new IllegalStateException(Refusing.POISON);
                                    }
                                    return Outcome.completed();
                                },
                                options -> {}));
        List<JobId> good = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            good.add(queue.enqueue(job()));
        }
        JobId bad = queue.enqueue(JobType.text(KIND).of("bad"));

        good.forEach(id -> bench.awaitState(id, JobState.COMPLETED));
        assertThat(bench.awaitState(bad, JobState.DEAD).error()).isEqualTo("the store refused the text of the failure");
        assertThat(bench.count(JobState.PROCESSING)).isZero();
    }

    @Test
    void aJobThatTheStoreRefusesFailsItsOwnCallerOnly() throws InterruptedException {
        Refusing store = new Refusing(bench.data.another(), () -> {});
        QueueCtl queue = bench.open(bench.builder(store));
        AtomicInteger refused = new AtomicInteger();
        List<Thread> callers = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            String kind = i == 4 ? Refusing.POISON : KIND;
            Thread caller = new Thread(() -> {
                try {
                    queue.enqueue(JobType.text(kind).of(""));
                } catch (StoreException failed) {
                    refused.incrementAndGet();
                }
            });
            callers.add(caller);
            caller.start();
        }
        for (Thread caller : callers) {
            caller.join();
        }
        assertThat(refused).hasValue(1);
        assertThat(bench.count(JobState.PENDING)).isEqualTo(7);
    }

    @Test
    void outcomesThatCannotBeWrittenStopTheClaimingAndAreWrittenInTheEnd() {
        AtomicBoolean down = new AtomicBoolean();
        AtomicInteger runs = new AtomicInteger();
        QueueCtl queue = bench.working(
                4,
                bench.builder(verb -> down.get() && verb.equals("exchange") ? Fault.FAILS_BEFORE : Fault.NONE)
                        .lease(Duration.ofSeconds(1))
                        .executor(
                                KIND,
                                (claim, context) -> {
                                    down.set(true);
                                    runs.incrementAndGet();
                                    return Outcome.completed();
                                },
                                options -> {}));
        queue.enqueueAll(List.of(job(), job(), job(), job(), job(), job()));
        await().until(() -> runs.get() > 0);
        await().pollDelay(Duration.ofMillis(500)).until(() -> true);
        assertThat(bench.events(JobEvent.Settled.class)).isEmpty();
        down.set(false);
        await().until(() -> {
            down.set(false);
            return bench.count(JobState.COMPLETED) == 6;
        });
        assertThat(bench.data.queries().find(JobId.of("1")).orElseThrow().counters())
                .isEqualTo(new Counters(1, 0, 0));
    }

    /** A store that takes no text with a certain word in it. */
    private record Refusing(JobStore inner, Runnable whenRefused) implements JobStore {

        static final String POISON = "poison";

        @Override
        public Receipt exchange(Batch batch) {
            boolean poisoned = batch.settlements().stream()
                            .anyMatch(settlement -> settlement.failure() != null
                                    && settlement.failure().message().equals(POISON))
                    || batch.jobs().stream().anyMatch(job -> job.kind().equals(POISON));
            if (poisoned) {
                whenRefused.run();
                throw StoreException.of(StoreException.Reason.REJECTED, "refused (planted)", null);
            }
            return inner.exchange(batch);
        }

        @Override
        public NodeStore nodes() {
            return inner.nodes();
        }

        @Override
        public JobQueries queries() {
            return inner.queries();
        }

        @Override
        public JobAdmin admin() {
            return inner.admin();
        }

        @Override
        public BulkMoves bulk() {
            return inner.bulk();
        }

        @Override
        public Schedules schedules() {
            return inner.schedules();
        }

        @Override
        public QueueControl queues() {
            return inner.queues();
        }

        @Override
        public WakeUps wakeUps() {
            return inner.wakeUps();
        }

        @Override
        public StoreInfo info() {
            return inner.info();
        }

        @Override
        public void close() {
            inner.close();
        }
    }
}
