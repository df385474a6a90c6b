package io.queuectl.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.queuectl.api.Counters;
import io.queuectl.api.JobId;
import io.queuectl.api.JobState;
import io.queuectl.api.JobView;
import io.queuectl.api.QueueName;
import io.queuectl.api.StoreException;
import io.queuectl.api.Token;
import io.queuectl.api.Unique;
import io.queuectl.core.spi.Batch;
import io.queuectl.core.spi.Claim;
import io.queuectl.core.spi.Insertion;
import io.queuectl.core.spi.JobStore;
import io.queuectl.core.spi.NewJob;
import io.queuectl.core.spi.PageRequest;
import io.queuectl.core.spi.Receipt;
import io.queuectl.core.spi.Settled;
import io.queuectl.core.spi.Settlement;
import io.queuectl.core.spi.StateCount;
import io.queuectl.testkit.SettlementDraft;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Many threads at one store, half of them through a second store on the same data where there can be one. */
public abstract class ClaimStorm extends StoreScenario {

    private static final int CLAIMERS = 16;
    private static final int JOBS = 2_000;
    private static final int PATIENCE = 50;

    @Test
    void sixteenClaimersTakeEachOfTwoThousandJobsOnce() throws Exception {
        store.exchange(batch().insert(
                        IntStream.range(0, JOBS).mapToObj(i -> job().build()).toList()));
        Map<JobId, Token> taken = new ConcurrentHashMap<>();
        Set<Token> tokens = ConcurrentHashMap.newKeySet();
        Set<JobId> takenTwice = ConcurrentHashMap.newKeySet();

        together(CLAIMERS, store -> {
            Claimant node = new Claimant(fixtures.node().build());
            store.nodes().join(node.info(), now());
            List<Settlement> done = new ArrayList<>();
            List<Claim> claims;
            do {
                Receipt receipt = patiently(store, batch().settle(done).claim(List.of(node.wish(7))));
                assertThat(receipt.settlements()).allMatch(Settled.APPLIED::equals);
                claims = receipt.claims().get(0).claims();
                for (Claim claim : claims) {
                    tokens.add(claim.token());
                    if (taken.put(claim.id(), claim.token()) != null) {
                        takenTwice.add(claim.id());
                    }
                }
                done = claims.stream()
                        .map(claim -> SettlementDraft.completed(claim).build())
                        .toList();
            } while (!claims.isEmpty());
            return tokens;
        });

        assertThat(takenTwice).isEmpty();
        assertThat(taken).hasSize(JOBS);
        assertThat(tokens).hasSize(JOBS);
        List<JobView> jobs = everyJob(PageRequest.Order.OLDEST_FIRST);
        assertThat(jobs)
                .hasSize(JOBS)
                .allMatch(job -> job.state() == JobState.COMPLETED
                        && job.counters().equals(new Counters(1, 0, 0))
                        && Objects.equals(job.token(), taken.get(job.id())));
    }

    @Test
    void whoeverCountsDuringTheStormCountsEveryJobOnce() throws Exception {
        store.exchange(batch().insert(
                        IntStream.range(0, JOBS).mapToObj(i -> job().build()).toList()));
        AtomicInteger places = new AtomicInteger();
        AtomicInteger unfinished = new AtomicInteger(JOBS);

        List<Set<Long>> sums =
                together(6, store -> places.getAndIncrement() < 4 ? work(store, unfinished) : sums(store, unfinished));

        assertThat(sums).allSatisfy(seen -> assertThat(seen).containsOnly((long) JOBS));
        assertThat(store.queries().counts())
                .containsExactly(new StateCount(QueueName.DEFAULT, JobState.COMPLETED, JOBS));
    }

    /** Completes jobs as long as there are any, and then counts. */
    private Set<Long> work(JobStore store, AtomicInteger unfinished) {
        Claimant node = new Claimant(fixtures.node().build());
        store.nodes().join(node.info(), now());
        List<Claim> claims;
        do {
            claims = patiently(store, batch().claim(List.of(node.wish(7))))
                    .claims()
                    .get(0)
                    .claims();
            patiently(
                    store,
                    batch().settle(claims.stream()
                            .map(claim -> SettlementDraft.completed(claim).build())
                            .toList()));
            unfinished.addAndGet(-claims.size());
        } while (!claims.isEmpty());
        return Set.of(sum(store));
    }

    private static Set<Long> sums(JobStore store, AtomicInteger unfinished) {
        Set<Long> sums = new HashSet<>();
        do {
            sums.add(sum(store));
        } while (unfinished.get() > 0);
        return sums;
    }

    private static long sum(JobStore store) {
        return store.queries().counts().stream().mapToLong(StateCount::count).sum();
    }

    @Test
    void ofManyThatSettleOneClaimOneApplies() throws Exception {
        for (int round = 0; round < 20; round++) {
            Settlement settlement = SettlementDraft.completed(heldJob()).build();

            List<Settled> answers = together(
                    8,
                    store -> patiently(store, batch().settle(List.of(settlement)))
                            .settlements()
                            .get(0));
            assertThat(answers).containsOnlyOnce(Settled.APPLIED).contains(Settled.ALREADY_APPLIED);
            assertThat(answers).doesNotContain(Settled.NOT_YOURS);
        }
    }

    @Test
    void ofManyThatInsertOneSubmissionAllMeanOneJob() throws Exception {
        for (int round = 0; round < 20; round++) {
            NewJob job = job().build();

            List<Insertion> answers = together(
                    8,
                    store -> patiently(store, batch().insert(List.of(job)))
                            .jobs()
                            .get(0));
            assertThat(answers).allMatch(Insertion.Inserted.class::isInstance).containsOnly(answers.get(0));
            assertThat(everyJob(PageRequest.Order.OLDEST_FIRST)).hasSize(round + 1);
        }
    }

    @Test
    void ofManyThatChooseOneIdOneGetsIt() throws Exception {
        for (int round = 0; round < 20; round++) {
            String id = "wanted-" + round;

            List<Insertion> answers = together(
                    8,
                    store -> patiently(store, batch().insert(List.of(job(id).build())))
                            .jobs()
                            .get(0));
            assertThat(answers.stream().filter(Insertion.Inserted.class::isInstance))
                    .hasSize(1);
            assertThat(answers.stream().filter(Insertion.Duplicate.class::isInstance))
                    .hasSize(7);
        }
    }

    @Test
    void ofSixteenThatBringOneUniqueKeyOneJobIsAddedAndAllAreAnsweredWithIt() throws Exception {
        for (int round = 0; round < 20; round++) {
            Unique wanted = Unique.of("wanted");

            List<Insertion> answers = together(
                    16,
                    store -> patiently(
                                    store,
                                    batch().insert(List.of(job().unique(wanted).build())))
                            .jobs()
                            .get(0));
            Claim claim = claimOne(joined());
            assertThat(answers).containsOnlyOnce(new Insertion.Inserted(claim.id()));
            assertThat(answers).containsOnly(new Insertion.Inserted(claim.id()), new Insertion.Standing(claim.id()));
            assertThat(everyJob(PageRequest.Order.OLDEST_FIRST)).hasSize(round + 1);
            settle(SettlementDraft.completed(claim));
        }
    }

    @Test
    void ofManyThatBringSeveralKeysInDifferentOrdersOneOfEachIsAdded() throws Exception {
        List<Unique> keys =
                IntStream.range(0, 12).mapToObj(i -> Unique.of("key " + i)).toList();

        together(8, store -> {
            for (int round = 0; round < 10; round++) {
                List<Unique> mixed = new ArrayList<>(keys);
                Collections.shuffle(mixed);
                patiently(
                        store,
                        batch().insert(mixed.stream()
                                .map(unique -> job().unique(unique).build())
                                .toList()));
            }
            return store;
        });

        assertThat(everyJob(PageRequest.Order.OLDEST_FIRST)).hasSize(keys.size());
    }

    private <T> List<T> together(int threads, Call<T> call) throws Exception {
        JobStore other = fixture.keepsItsData() ? another() : store;
        CyclicBarrier start = new CyclicBarrier(threads);
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<Future<T>> running = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                JobStore own = i % 2 == 0 ? store : other;
                Callable<T> task = () -> {
                    start.await();
                    return call.on(own);
                };
                running.add(pool.submit(task));
            }
            List<T> answers = new ArrayList<>();
            for (Future<T> task : running) {
                answers.add(resultOf(task));
            }
            return answers;
        } finally {
            pool.shutdownNow();
        }
    }

    private static <T> T resultOf(Future<T> task) throws Exception {
        try {
            return task.get();
        } catch (ExecutionException failed) {
            throw new AssertionError("one of the threads failed", failed.getCause());
        }
    }

    /** A store may be busy for a while: the engine tries again, and so does this. */
    private static Receipt patiently(JobStore store, Batch batch) {
        for (int attempt = 1; ; attempt++) {
            try {
                return store.exchange(batch);
            } catch (StoreException busy) {
                if (!busy.isTransient() || busy.outcomeUnknown() || attempt == PATIENCE) {
                    throw busy;
                }
            }
        }
    }

    /** What one of the threads does at its store. */
    private interface Call<T> {
        T on(JobStore store) throws Exception;
    }
}
