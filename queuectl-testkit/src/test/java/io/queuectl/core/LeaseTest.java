package io.queuectl.core;

import static io.queuectl.core.AttemptsOfAJobTest.awaitLatch;
import static io.queuectl.core.WorkBench.KIND;
import static io.queuectl.core.WorkBench.LEASE;
import static io.queuectl.core.WorkBench.job;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.queuectl.api.Attempt;
import io.queuectl.api.AttemptEnd;
import io.queuectl.api.Counters;
import io.queuectl.api.JobEvent;
import io.queuectl.api.JobId;
import io.queuectl.api.JobState;
import io.queuectl.api.QueueName;
import io.queuectl.core.engine.LocalProcesses;
import io.queuectl.core.spi.Batch;
import io.queuectl.core.spi.Claim;
import io.queuectl.core.spi.ClaimRequest;
import io.queuectl.core.spi.HostProcess;
import io.queuectl.core.spi.NodeInfo;
import io.queuectl.core.spi.NodeView;
import io.queuectl.core.spi.Outcome;
import io.queuectl.core.spi.PriorityOrder;
import io.queuectl.testkit.Fault;
import io.queuectl.testkit.Faults;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What becomes of a lease that lapses, and of what a dead node held. */
class LeaseTest {

    private static final long DEAD = 0xdead;

    private final WorkBench bench = new WorkBench();
    private final AtomicBoolean cutOff = new AtomicBoolean();
    private final Faults nodeCalls =
            verb -> cutOff.get() && List.of("renew", "signals", "leave", "join").contains(verb)
                    ? Fault.FAILS_BEFORE
                    : Fault.NONE;

    @AfterEach
    void close() {
        cutOff.set(false);
        bench.close();
    }

    @Test
    void aNodeThatCannotRenewStopsItsAttemptsAndDropsTheirOutcomesAndTheJobRunsAgain() {
        CountDownLatch started = new CountDownLatch(1);
        AtomicInteger runs = new AtomicInteger();
        QueueCtl queue = bench.working(
                1,
                bench.builder(nodeCalls)
                        .executor(
                                KIND,
                                (claim, context) -> {
                                    if (runs.incrementAndGet() == 1) {
                                        started.countDown();
                                        new CountDownLatch(1).await();
                                    }
                                    return Outcome.completed();
                                },
                                options -> {}));
        JobId id = queue.enqueue(job());
        awaitLatch(started);
        long firstEpoch = bench.data.nodes().roster().get(0).info().epoch();
        cutOff.set(true);
        bench.step(LEASE);

        await().until(() -> bench.events(JobEvent.LeaseLost.class).size() == 1);
        assertThat(bench.view(id).state()).isEqualTo(JobState.PROCESSING);
        cutOff.set(false);

        assertThat(bench.awaitState(id, JobState.COMPLETED).counters()).isEqualTo(new Counters(1, 1, 0));
        assertThat(runs).hasValue(2);
        assertThat(bench.data.nodes().roster())
                .singleElement()
                .extracting(node -> node.info().epoch())
                .isNotEqualTo(firstEpoch);
        assertThat(bench.data.queries().attempts(id))
                .extracting(Attempt::end)
                .containsExactly(AttemptEnd.LOST, AttemptEnd.COMPLETED);
    }

    @Test
    void aRenewalThatArrivesAfterTheLeaseLapsedDoesNotReviveIt() {
        CountDownLatch started = new CountDownLatch(1);
        CountDownLatch answer = new CountDownLatch(1);
        CountDownLatch renewing = new CountDownLatch(1);
        AtomicInteger runs = new AtomicInteger();
        Faults slowRenewal = verb -> {
            if (verb.equals("renew") && cutOff.get()) {
                renewing.countDown();
                awaitLatch(answer);
            }
            return Fault.NONE;
        };
        QueueCtl queue = bench.working(
                1,
                bench.builder(slowRenewal)
                        .executor(
                                KIND,
                                (claim, context) -> {
                                    if (runs.incrementAndGet() == 1) {
                                        started.countDown();
                                        new CountDownLatch(1).await();
                                    }
                                    return Outcome.completed();
                                },
                                options -> {}));
        JobId id = queue.enqueue(job());
        awaitLatch(started);
        cutOff.set(true);
        bench.step(LEASE.dividedBy(2));
        awaitLatch(renewing);
        bench.step(LEASE.dividedBy(2));
        await().until(() -> bench.events(JobEvent.LeaseLost.class).size() == 1);
        cutOff.set(false);
        answer.countDown();

        assertThat(bench.awaitState(id, JobState.COMPLETED).counters().losses()).isEqualTo(1);
    }

    @Test
    void aNodeThatOthersDeclaredDeadRejoinsAndItsLateOutcomeChangesNothing() {
        CountDownLatch started = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        AtomicInteger runs = new AtomicInteger();
        QueueCtl queue = bench.working(1, (claim, context) -> {
            if (runs.incrementAndGet() == 1) {
                started.countDown();
                awaitUninterruptibly(goOn);
                throw new IllegalStateException("late");
            }
            return Outcome.completed();
        });
        JobId id = queue.enqueue(job());
        awaitLatch(started);
        NodeView node = bench.data.nodes().roster().get(0);
        await().until(() -> bench.data
                .nodes()
                .declareDead(node.info().epoch(), beat(node.info().epoch())));
        await().until(() -> bench.view(id).counters().losses() == 1);
        goOn.countDown();

        assertThat(bench.awaitState(id, JobState.COMPLETED).counters()).isEqualTo(new Counters(1, 1, 0));
        assertThat(bench.data.nodes().roster()).hasSize(1);
        assertThat(bench.events(JobEvent.LeaseLost.class)).hasSize(1);
    }

    @Test
    void anOutcomeThatComesAfterTheJobWasSettledAsLostIsToldAsALostLease() {
        CountDownLatch started = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        AtomicInteger runs = new AtomicInteger();
        QueueCtl queue = bench.working(
                1,
                bench.builder(nodeCalls)
                        .executor(
                                KIND,
                                (claim, context) -> {
                                    if (runs.incrementAndGet() == 1) {
                                        started.countDown();
                                        awaitUninterruptibly(goOn);
                                    }
                                    return Outcome.completed();
                                },
                                options -> {}));
        JobId id = queue.enqueue(job());
        awaitLatch(started);
        cutOff.set(true);
        long epoch = bench.data.nodes().roster().get(0).info().epoch();
        await().until(() -> bench.data.nodes().declareDead(epoch, beat(epoch)));
        await().until(() -> bench.view(id).state() == JobState.PENDING);
        goOn.countDown();

        await().until(() -> bench.events(JobEvent.LeaseLost.class).size() == 1);
        assertThat(bench.events(JobEvent.Settled.class))
                .extracting(JobEvent.Settled::to)
                .doesNotContain(JobState.COMPLETED);
        cutOff.set(false);
        assertThat(bench.awaitState(id, JobState.COMPLETED).counters()).isEqualTo(new Counters(1, 1, 0));
    }

    @Test
    void aJobThatComesWhileTheNodeIsOffTheRosterRunsOnceItIsBack() {
        QueueCtl queue = bench.working(1, (claim, context) -> Outcome.completed());
        bench.awaitState(queue.enqueue(job()), JobState.COMPLETED);
        long epoch = bench.data.nodes().roster().get(0).info().epoch();
        await().until(() -> bench.data.nodes().declareDead(epoch, beat(epoch)));
        JobId id = queue.enqueue(job());

        assertThat(bench.awaitState(id, JobState.COMPLETED).counters()).isEqualTo(new Counters(1, 0, 0));
    }

    @Test
    void aNodeWhoseBeatStandsStillForItsLeaseIsDeadButAWallClockThatJumpsKillsNobody() {
        JobId id = orphanOf(dead(""), false);
        bench.working(1, (claim, context) -> Outcome.completed());
        await().pollDelay(Duration.ofMillis(1_100)).until(() -> true);
        bench.clock.step(Duration.ofDays(1));
        await().pollDelay(Duration.ofMillis(1_100)).until(() -> true);
        assertThat(bench.data.nodes().roster()).hasSize(2);

        for (int i = 0; i < 3; i++) {
            bench.ticker.step(LEASE.dividedBy(3));
            await().pollDelay(Duration.ofMillis(700)).until(() -> true);
        }
        assertThat(bench.awaitState(id, JobState.COMPLETED).counters()).isEqualTo(new Counters(1, 1, 0));
        assertThat(bench.view(id).error()).isEqualTo("lost: node-dead died or lost its lease");
        assertThat(bench.data.nodes().roster()).hasSize(1);
    }

    @Test
    void aNodeWhoseProcessIsGoneIsDeadAtOnce() {
        JobId id = orphanOf(dead("here"), false);
        bench.working(
                1,
                bench.builder()
                        .processes(new Gone())
                        .executor(KIND, (claim, context) -> Outcome.completed(), options -> {}));

        assertThat(bench.awaitState(id, JobState.COMPLETED).counters().losses()).isEqualTo(1);
    }

    @Test
    void aJobThatWasLostTooOftenIsDead() {
        JobId id = orphanOf(dead("here"), false);
        bench.working(
                1,
                bench.builder()
                        .processes(new Gone())
                        .maxLosses(1)
                        .executor(KIND, (claim, context) -> Outcome.completed(), options -> {}));

        assertThat(bench.awaitState(id, JobState.DEAD).counters()).isEqualTo(new Counters(0, 1, 0));
    }

    @Test
    void aJobThatWasToBeCancelledWhenItsNodeDiedIsCancelled() {
        JobId id = orphanOf(dead("here"), true);
        bench.working(
                1,
                bench.builder()
                        .processes(new Gone())
                        .executor(KIND, (claim, context) -> Outcome.completed(), options -> {}));

        bench.awaitState(id, JobState.CANCELLED);
    }

    @Test
    void jobsThatWereLostRunOneAtATimeBesideOthersAndAllOfThem() {
        List<JobId> lost = new CopyOnWriteArrayList<>();
        bench.data.nodes().join(dead("here"), bench.clock.instant());
        QueueCtl producer = bench.open(bench.builder());
        for (int i = 0; i < 6; i++) {
            lost.add(producer.enqueue(job()));
        }
        claim(6);
        for (int i = 0; i < 60; i++) {
            producer.enqueue(job());
        }
        AtomicInteger together = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        QueueCtl queue = bench.open(bench.builder()
                .processes(new Gone())
                .executor(
                        KIND,
                        (claim, context) -> {
                            if (claim.isQuarantined()) {
                                most.accumulateAndGet(together.incrementAndGet(), Math::max);
                                await().pollDelay(Duration.ofMillis(5)).until(() -> true);
                                together.decrementAndGet();
                            }
                            return Outcome.completed();
                        },
                        options -> {}));
        queue.start(workers -> workers.queue("empty", 2).queue("default", 2).everyQueue(2));

        lost.forEach(id -> bench.awaitState(id, JobState.COMPLETED));
        await().until(() -> bench.count(JobState.COMPLETED) == 66);
        assertThat(most).hasValue(1);
    }

    private JobId orphanOf(NodeInfo node, boolean cancelled) {
        bench.data.nodes().join(node, bench.clock.instant());
        QueueCtl producer = bench.open(bench.builder());
        JobId id = producer.enqueue(job());
        claim(1);
        if (cancelled) {
            producer.cancel(id);
        }
        return id;
    }

    private List<Claim> claim(int jobs) {
        ClaimRequest request = new ClaimRequest(DEAD, QueueName.DEFAULT, jobs, 0, PriorityOrder.HIGHEST_FIRST, 1);
        return bench.data
                .exchange(Batch.of(bench.clock.instant()).claim(List.of(request)))
                .claims()
                .get(0)
                .claims();
    }

    private static NodeInfo dead(String host) {
        return new NodeInfo(DEAD, "node-dead", new HostProcess(host, 1, 1), LEASE, 1, "default=1");
    }

    private long beat(long epoch) {
        return bench.data.nodes().roster().stream()
                .filter(node -> node.info().epoch() == epoch)
                .mapToLong(NodeView::beat)
                .findAny()
                .orElse(-1);
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        boolean interrupted = false;
        while (latch.getCount() > 0) {
            try {
                latch.await();
            } catch (InterruptedException stop) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** A host on which nobody but this process lives. */
    private static final class Gone implements LocalProcesses {
        @Override
        public HostProcess self() {
            return new HostProcess("here", 2, 2);
        }

        @Override
        public boolean isGone(HostProcess process) {
            return process.sharesHostWith(self()) && process.pid() != 2;
        }
    }
}
