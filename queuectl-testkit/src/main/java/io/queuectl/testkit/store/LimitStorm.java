package io.queuectl.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.queuectl.api.QueueName;
import io.queuectl.api.QueueRate;
import io.queuectl.core.spi.Claim;
import io.queuectl.core.spi.ClaimRequest;
import io.queuectl.core.spi.Claimed;
import io.queuectl.core.spi.JobStore;
import io.queuectl.core.spi.PlaceWish;
import io.queuectl.core.spi.PriorityOrder;
import io.queuectl.core.spi.Settlement;
import io.queuectl.testkit.SettlementDraft;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Eight claimers race for limited queues, half of them through a second store on the same data where there can be one. */
public abstract class LimitStorm extends StoreScenario {

    private static final int CLAIMERS = 8;
    private static final int JOBS = 200;
    private static final int MOST = 3;
    private static final QueueName MEDIA = QueueName.of("media");
    private static final QueueName MAIL = QueueName.of("mail");

    @Test
    void eightClaimersNeverHoldMoreAtOnceThanTheQueueMayRun() throws Exception {
        insertMany(MEDIA);
        store.queues().change(MEDIA, settings -> settings.maxRunning(MOST), now());
        AtomicLong most = new AtomicLong();
        AtomicInteger done = new AtomicInteger();

        together(own -> {
            Claimant node = joinedAt(own);
            while (done.get() < JOBS) {
                List<Claim> claims = Storm.patiently(own, batch().claim(List.of(wish(node, MEDIA))))
                        .claims()
                        .get(0)
                        .claims();
                most.accumulateAndGet(own.queues().depths(now()).get(0).running(), Math::max);
                Storm.patiently(own, batch().settle(completed(claims)));
                done.addAndGet(claims.size());
            }
            return node;
        });

        assertThat(most.get()).isLessThanOrEqualTo(MOST);
        assertThat(done.get()).isEqualTo(JOBS);
    }

    /** Each runs as many of what it holds as it was given places; one of them goes on while it claims again. */
    @Test
    void eightClaimersThatClaimAheadNeverHavePlacesForMoreThanTheQueueMayRun() throws Exception {
        insertMany(MEDIA);
        store.queues().change(MEDIA, settings -> settings.maxRunning(MOST), now());
        AtomicInteger running = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        AtomicInteger done = new AtomicInteger();

        together(own -> {
            Claimant node = joinedAt(own);
            List<Claim> held = new ArrayList<>();
            int kept = 0;
            while (done.get() < JOBS) {
                ClaimRequest wish = wish(node, MEDIA).wishing(new PlaceWish(held.size(), kept, 2, 3));
                Claimed claimed = Storm.patiently(own, batch().claim(List.of(wish)))
                        .claims()
                        .get(0);
                held.addAll(claimed.claims());
                int runs = Math.max(kept, Math.min(Objects.requireNonNull(claimed.places()), held.size()));
                most.accumulateAndGet(running.addAndGet(runs - kept), Math::max);
                List<Claim> ended = List.copyOf(held.subList(0, runs > 1 ? runs - 1 : runs));
                held.removeAll(ended);
                kept = runs - ended.size();
                running.addAndGet(-ended.size());
                Storm.patiently(own, batch().settle(completed(ended)));
                done.addAndGet(ended.size());
            }
            running.addAndGet(-kept);
            Storm.patiently(own, batch().settle(completed(held)));
            return node;
        });

        assertThat(most.get()).isBetween(1, MOST);
    }

    @Test
    void eightClaimersNeverGetMorePermitsThanTheBucketsHeld() throws Exception {
        insertMany(MEDIA);
        insertMany(MAIL);
        store.queues()
                .change(MEDIA, settings -> settings.rate(QueueRate.perMinute(1).burst(100)), now());
        store.queues()
                .change(MAIL, settings -> settings.rate(QueueRate.perMinute(1).burst(50)), now());
        AtomicInteger media = new AtomicInteger();
        AtomicInteger mail = new AtomicInteger();
        AtomicInteger turn = new AtomicInteger();

        together(own -> {
            Claimant node = joinedAt(own);
            boolean forth = turn.getAndIncrement() % 2 == 0;
            for (int i = 0; i < 40; i++) {
                List<ClaimRequest> wishes = forth
                        ? List.of(wish(node, MEDIA), wish(node, MAIL))
                        : List.of(wish(node, MAIL), wish(node, MEDIA));
                Storm.patiently(own, batch().claim(wishes)).claims().stream()
                        .flatMap(claimed -> claimed.claims().stream())
                        .forEach(claim -> (claim.queue().equals(MEDIA) ? media : mail).incrementAndGet());
            }
            return node;
        });

        assertThat(media.get()).isEqualTo(100);
        assertThat(mail.get()).isEqualTo(50);
    }

    private void together(Storm.Call<Claimant> task) throws Exception {
        Storm.together(CLAIMERS, store, fixture.keepsItsData() ? another() : store, task);
    }

    private Claimant joinedAt(JobStore own) {
        Claimant node = new Claimant(fixtures.node().build());
        own.nodes().join(node.info(), now());
        return node;
    }

    private static ClaimRequest wish(Claimant node, QueueName queue) {
        return node.wish(queue, 2, 1, PriorityOrder.HIGHEST_FIRST).heedingSettings();
    }

    private static List<Settlement> completed(List<Claim> claims) {
        return claims.stream()
                .map(claim -> SettlementDraft.completed(claim).build())
                .toList();
    }

    private void insertMany(QueueName queue) {
        store.exchange(batch().insert(IntStream.range(0, JOBS)
                .mapToObj(i -> job().queue(queue.text()).build())
                .toList()));
    }
}
