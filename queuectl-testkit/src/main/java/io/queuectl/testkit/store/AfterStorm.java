package io.queuectl.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.queuectl.api.IfFailed;
import io.queuectl.api.JobId;
import io.queuectl.api.JobState;
import io.queuectl.core.spi.Claim;
import io.queuectl.core.spi.Insertion;
import io.queuectl.core.spi.JobStore;
import io.queuectl.core.spi.NewJob;
import io.queuectl.testkit.SettlementDraft;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Jobs come to wait for others at the very moment those end: none is left behind. */
public abstract class AfterStorm extends StoreScenario {

    private static final int PARENTS = 60;
    private static final int PRODUCERS = 3;

    @BeforeEach
    void onlyWhereJobsMayWaitForOthers() {
        Assumptions.assumeTrue(fixture.letsJobsWait(), "this store lets no job wait for others");
    }

    @Test
    void noChildIsLeftBehindByAParentThatEndsMeanwhile() throws Exception {
        List<JobId> parents =
                IntStream.range(0, PARENTS).mapToObj(i -> insert(job())).toList();
        List<Claim> claims = claim(joined(), PARENTS);
        Queue<JobId> children = new ConcurrentLinkedQueue<>();
        CyclicBarrier together = new CyclicBarrier(PRODUCERS + 1);
        ExecutorService threads = Executors.newFixedThreadPool(PRODUCERS + 1);
        try {
            List<Future<Void>> all = new ArrayList<>();
            for (int i = 0; i < PRODUCERS; i++) {
                JobStore own = fixture.keepsItsData() ? another() : store;
                all.add(threads.submit(producer(own, parents, children, together)));
            }
            all.add(threads.submit(() -> {
                for (Claim claim : claims) {
                    together.await(60, TimeUnit.SECONDS);
                    settle(SettlementDraft.completed(claim));
                }
                return null;
            }));
            for (Future<Void> one : all) {
                one.get(60, TimeUnit.SECONDS);
            }
        } finally {
            threads.shutdownNow();
        }

        assertThat(children).hasSize(PRODUCERS * PARENTS);
        assertThat(children).allSatisfy(child -> assertThat(stateOf(child)).isEqualTo(JobState.PENDING));
    }

    /** Has each parent followed at the moment when it ends. */
    private Callable<Void> producer(JobStore own, List<JobId> parents, Queue<JobId> children, CyclicBarrier together) {
        return () -> {
            for (JobId parent : parents) {
                NewJob child = job().after(IfFailed.CANCEL, parent).build();
                together.await(60, TimeUnit.SECONDS);
                List<Insertion> answers =
                        own.exchange(batch().insert(List.of(child))).jobs();
                children.add(((Insertion.Inserted) answers.get(0)).id());
            }
            return null;
        };
    }
}
