package io.queuectl.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.queuectl.api.JobId;
import io.queuectl.api.JobState;
import io.queuectl.core.spi.AdminAnswer;
import io.queuectl.core.spi.Claim;
import io.queuectl.core.spi.Claimed;
import io.queuectl.core.spi.JobStore;
import io.queuectl.core.spi.Settlement;
import io.queuectl.testkit.SettlementDraft;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Jobs are cancelled at the very moment at which their attempts fail: whoever was told that the holder hears of it is not forgotten. */
public abstract class CancelStorm extends StoreScenario {

    private static final int THREADS = 4;
    private static final int JOBS = 60;

    @Test
    void aCancelThatWasPassedOnIsKnownToTheNextClaim() throws Exception {
        List<JobId> jobs = IntStream.range(0, JOBS).mapToObj(i -> insert(job())).toList();
        Set<JobId> requested = ConcurrentHashMap.newKeySet();
        List<JobId> forgotten = new ArrayList<>();
        AtomicInteger next = new AtomicInteger();
        AtomicInteger working = new AtomicInteger();

        Storm.together(THREADS, store, fixture.keepsItsData() ? another() : store, own -> {
            if (working.getAndIncrement() == 0) {
                work(own, requested, forgotten);
            } else {
                for (int i = next.getAndIncrement(); i < JOBS; i = next.getAndIncrement()) {
                    JobId job = jobs.get(i);
                    AdminAnswer answer = Storm.patiently(() -> own.admin().cancel(job, now()));
                    if (answer.kind() == AdminAnswer.Kind.REQUESTED) {
                        requested.add(job);
                    }
                }
            }
            return own;
        });

        assertThat(forgotten).isEmpty();
        assertThat(jobs).allSatisfy(id -> assertThat(stateOf(id)).isEqualTo(JobState.CANCELLED));
    }

    /** Fails whatever it claims, until it is told of a cancel. */
    private void work(JobStore own, Set<JobId> requested, List<JobId> forgotten) {
        Claimant node = new Claimant(fixtures.node().build());
        own.nodes().join(node.info(), now());
        List<Claim> held = List.of();
        int quiet = 0;
        while (quiet < 2 && forgotten.isEmpty()) {
            List<Settlement> ends = held.stream().map(this::end).toList();
            Set<JobId> before = Set.copyOf(requested);
            Claimed claimed = Storm.patiently(own, batch().settle(ends).claim(List.of(node.wish(JOBS))))
                    .claims()
                    .get(0);
            held = claimed.claims();
            held.stream()
                    .filter(claim -> before.contains(claim.id()) && !claim.cancelRequested())
                    .forEach(claim -> forgotten.add(claim.id()));
            quiet = held.isEmpty() ? quiet + 1 : 0;
        }
    }

    private Settlement end(Claim claim) {
        return (claim.cancelRequested() ? SettlementDraft.cancelled(claim) : SettlementDraft.failed(claim, now()))
                .build();
    }
}
