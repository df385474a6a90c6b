package io.queuectl.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.queuectl.api.JobId;
import io.queuectl.api.QueueDepth;
import io.queuectl.api.QueueName;
import io.queuectl.api.QueueRate;
import io.queuectl.api.QueueSettings;
import io.queuectl.core.spi.Batch;
import io.queuectl.core.spi.Claim;
import io.queuectl.core.spi.ClaimRequest;
import io.queuectl.core.spi.Claimed;
import io.queuectl.core.spi.PriorityOrder;
import io.queuectl.testkit.JobDraft;
import io.queuectl.testkit.SettlementDraft;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is set for queues, and that marked claims heed it to the last job. */
public abstract class QueueControlContract extends StoreScenario {

    private static final QueueName MEDIA = QueueName.of("media");
    private static final QueueName MAIL = QueueName.of("mail");

    @Test
    void nothingIsSetForAnyQueueAtFirst() {
        insert(job().queue(MEDIA.text()));

        assertThat(store.queues().settings()).isEmpty();
    }

    @Test
    void whatIsSetIsFoundAgainByQueueName() {
        QueueSettings media = new QueueSettings(MEDIA, true, true, 3, QueueRate.parse("5/2s+7"), 100);

        assertThat(set(MEDIA, any -> media)).isEqualTo(media);
        set(MAIL, QueueSettings::pause);
        assertThat(store.queues().settings())
                .containsExactly(QueueSettings.none(MAIL).pause(), media);
    }

    @Test
    void aChangeLeavesWhatItDoesNotName() {
        set(MEDIA, settings -> settings.maxRunning(3).maxWaiting(9));
        set(MEDIA, settings -> settings.rate(QueueRate.perSecond(5)));
        set(MEDIA, QueueSettings::pause);

        assertThat(set(MEDIA, QueueSettings::resume))
                .isEqualTo(QueueSettings.none(MEDIA).maxRunning(3).maxWaiting(9).rate(QueueRate.perSecond(5)));
    }

    @Test
    void whatIsUndoneLeavesNothing() {
        set(MEDIA, QueueSettings::drain);
        set(MEDIA, QueueSettings::resume);

        assertThat(store.queues().settings()).isEmpty();
        assertThat(set(MEDIA, settings -> settings.maxRunning(1)).maxRunning()).isEqualTo(1);
    }

    @Test
    void whatIsSetIsThereForWhoeverOpensTheDatabaseNext() {
        set(MEDIA, settings -> settings.maxRunning(3).rate(QueueRate.parse("5/2s+7")));

        assertThat(another().queues().settings())
                .containsExactly(QueueSettings.none(MEDIA).maxRunning(3).rate(QueueRate.parse("5/2s+7")));
    }

    @Test
    void aMarkedClaimOfAQueueWithoutSettingsIsLikeAnyOther() {
        insertMany(3, MEDIA);

        assertThat(claim(limited(joined(), 5)).claims()).hasSize(3);
    }

    @Test
    void nothingOfAPausedQueueIsClaimed() {
        insertMany(3, MEDIA);
        insert(job("other").queue(MAIL.text()));
        Claimant node = joined();
        set(MEDIA, QueueSettings::pause);

        assertThat(claim(limited(node, 5)).claims()).isEmpty();
        assertThat(claimedIds(
                        claim(node.wish(MAIL, 5, 0, PriorityOrder.HIGHEST_FIRST).heedingSettings())
                                .claims()))
                .containsExactly("other");
        set(MEDIA, QueueSettings::resume);
        assertThat(claim(limited(node, 5)).claims()).hasSize(3);
    }

    @Test
    void aDrainedQueueIsWorkedOff() {
        insertMany(3, MEDIA);
        set(MEDIA, QueueSettings::drain);

        assertThat(claim(limited(joined(), 5)).claims()).hasSize(3);
    }

    @Test
    void noMoreRunAtOnceThanTheQueueMay() {
        insertMany(9, MEDIA);
        set(MEDIA, settings -> settings.maxRunning(3));
        Claimant node = joined();
        List<Claim> first = claim(limited(node, 2)).claims();
        assertThat(first).hasSize(2);
        assertThat(claim(limited(node, 5)).claims()).hasSize(1);
        assertThat(claim(limited(node, 5)).claims()).isEmpty();

        settle(SettlementDraft.completed(first.get(0)));
        assertThat(claim(limited(node, 5)).claims()).hasSize(1);
    }

    @Test
    void theLimitCountsWhatEveryNodeRuns() {
        insertMany(9, MEDIA);
        set(MEDIA, settings -> settings.maxRunning(3));
        List<Claim> one = claim(limited(joined(), 5)).claims();
        assertThat(one).hasSize(3);
        assertThat(claim(limited(joined(), 5)).claims()).isEmpty();

        settle(SettlementDraft.released(one.get(0)));
        assertThat(claim(limited(joined(), 5)).claims()).hasSize(1);
    }

    @Test
    void theLimitOfOneQueueIsNotTheOthers() {
        insertMany(3, MEDIA);
        insertMany(3, MAIL);
        set(MEDIA, settings -> settings.maxRunning(1));
        Claimant node = joined();

        List<Claimed> claimed = store.exchange(batch().claim(List.of(
                        limited(node, 5), node.wish(MAIL, 5, 0, PriorityOrder.HIGHEST_FIRST), limited(node, 5))))
                .claims();
        assertThat(claimed).extracting(answer -> answer.claims().size()).containsExactly(1, 3, 0);
    }

    @Test
    void aRequestThatIsNotMarkedIsNotHeldBack() {
        insertMany(3, MEDIA);
        set(MEDIA, settings -> settings.maxRunning(1));

        assertThat(claim(joined().wish(MEDIA, 5, 0, PriorityOrder.HIGHEST_FIRST))
                        .claims())
                .hasSize(3);
    }

    @Test
    void whatADeadNodeHeldCountsUntilItIsSettled() {
        insertMany(4, MEDIA);
        set(MEDIA, settings -> settings.maxRunning(2));
        Claimant dead = joined();
        List<Claim> held = claim(limited(dead, 5)).claims();
        store.nodes().leave(dead.epoch());
        assertThat(claim(limited(joined(), 5)).claims()).isEmpty();

        held.forEach(claim -> settle(SettlementDraft.lost(claim)));
        assertThat(claim(limited(joined(), 5)).claims()).hasSize(2);
    }

    @Test
    void aJobThatWasLostBeforeFindsRoomInABusyQueue() {
        JobId lost = insert(job("lost").queue(MEDIA.text()).priority(-5));
        settle(SettlementDraft.lost(claim(limited(joined(), 1)).claims().get(0)));
        insertMany(5, MEDIA);
        set(MEDIA, settings -> settings.maxRunning(2));

        assertThat(claim(limited(joined(), 5)).claims())
                .hasSize(2)
                .last()
                .satisfies(claim -> assertThat(claim.id()).isEqualTo(lost));
    }

    @Test
    void aLimitedClaimComesInClaimOrderAndUnderTheFirstOfItsTokens() {
        insertAll(
                job("low").queue(MEDIA.text()),
                job("high").queue(MEDIA.text()).priority(9),
                job("middle").queue(MEDIA.text()).priority(1));
        set(MEDIA, settings -> settings.maxRunning(2));
        ClaimRequest wish = limited(joined(), 7);
        List<Claim> claims = claim(wish).claims();

        assertThat(claimedIds(claims)).containsExactly("high", "middle");
        assertThat(claims)
                .extracting(claim -> claim.token().number())
                .containsExactly(wish.firstNumber(), wish.firstNumber() + 1);
    }

    @Test
    void aNodeOffTheRosterGetsNothingAndTakesNoPermit() {
        insertMany(3, MEDIA);
        set(MEDIA, settings -> settings.rate(QueueRate.perMinute(1).burst(2)));
        Claimant gone = joined();
        store.nodes().leave(gone.epoch());

        assertThat(claim(limited(gone, 5))).isEqualTo(Claimed.UNKNOWN_NODE);
        assertThat(claim(limited(joined(), 5)).claims()).hasSize(2);
        assertThat(claim(limited(gone, 5))).isEqualTo(Claimed.UNKNOWN_NODE);
    }

    @Test
    void noMoreStartThanThereArePermits() {
        insertMany(9, MEDIA);
        set(MEDIA, settings -> settings.rate(QueueRate.perSecond(2).burst(4)));
        Claimant node = joined();

        assertThat(claim(limited(node, 3)).claims()).hasSize(3);
        assertThat(claim(limited(node, 3)).claims()).hasSize(1);
        assertThat(claim(limited(joined(), 3)).claims()).isEmpty();
    }

    @Test
    void permitsAreRefilledAsTimePasses() {
        insertMany(20, MEDIA);
        set(MEDIA, settings -> settings.rate(QueueRate.perSecond(2).burst(4)));
        Claimant node = joined();
        claim(limited(node, 4));
        clock.step(Duration.ofMillis(499));
        assertThat(claim(limited(node, 5)).claims()).isEmpty();
        clock.step(Duration.ofMillis(1));
        assertThat(claim(limited(node, 5)).claims()).hasSize(1);
        clock.step(Duration.ofSeconds(1));
        assertThat(claim(limited(node, 5)).claims()).hasSize(2);
        clock.step(Duration.ofHours(1));
        assertThat(claim(limited(node, 9)).claims()).hasSize(4);
    }

    @Test
    void theAnswerTellsWhenTheNextPermitComes() {
        insertMany(9, MEDIA);
        set(
                MEDIA,
                settings ->
                        settings.rate(QueueRate.of(3, Duration.ofSeconds(10)).burst(2)));
        Claimant node = joined();
        Instant next = now().plusMillis(3_334);

        assertThat(claim(limited(node, 5)).nextDue()).isEqualTo(next);
        assertThat(claim(limited(node, 5)).nextDue()).isEqualTo(next);
        clock.step(Duration.between(now(), next));
        assertThat(claim(limited(node, 5)).claims()).hasSize(1);
    }

    @Test
    void lookingOftenNeitherGainsNorLosesAPermit() {
        insertMany(150, MEDIA);
        set(
                MEDIA,
                settings -> settings.rate(QueueRate.of(7, Duration.ofSeconds(3)).burst(3)));
        Claimant node = joined();
        Instant start = now();
        SplittableRandom random = new SplittableRandom(7);
        long taken = 0;
        while (now().isBefore(start.plusSeconds(30))) {
            taken += claim(limited(node, 1 + random.nextInt(5))).claims().size();
            clock.step(Duration.ofMillis(1 + random.nextInt(300)));
        }
        taken += claim(limited(node, 9)).claims().size();

        assertThat(taken).isEqualTo(3 + Duration.between(start, now()).toMillis() * 7 / 3_000);
    }

    @Test
    void aClockThatIsSetBackDoesNotStopTheQueue() {
        insertMany(9, MEDIA);
        Claimant node = joined();
        Instant late = now().plus(Duration.ofDays(1));
        store.queues().change(MEDIA, settings -> settings.rate(QueueRate.perSecond(1)), late);
        store.exchange(Batch.of(late).claim(List.of(limited(node, 5))));

        assertThat(claim(limited(node, 5)).claims()).isEmpty();
        clock.step(Duration.ofSeconds(1));
        assertThat(claim(limited(node, 5)).claims()).hasSize(1);
    }

    @Test
    void aChangedRateKeepsThePermitsThatAreLeft() {
        insertMany(20, MEDIA);
        set(MEDIA, settings -> settings.rate(QueueRate.perMinute(1).burst(5)));
        Claimant node = joined();
        claim(limited(node, 2));
        set(
                MEDIA,
                settings -> settings.rate(QueueRate.of(1, Duration.ofHours(1)).burst(2)));
        assertThat(claim(limited(node, 9)).claims()).hasSize(2);
        set(MEDIA, settings -> settings.rate(QueueRate.perMinute(1).burst(9)));
        assertThat(claim(limited(node, 9)).claims()).isEmpty();
    }

    @Test
    void aRequestSentAgainGetsWhatItGotAndTakesNoMorePermits() {
        insertMany(9, MEDIA);
        set(MEDIA, settings -> settings.rate(QueueRate.perMinute(1).burst(4)).maxRunning(8));
        Claimant node = joined();
        Batch batch = batch().claim(List.of(limited(node, 3)));
        List<Claim> first = store.exchange(batch).claims().get(0).claims();

        assertThat(store.exchange(batch.again()).claims().get(0).claims()).isEqualTo(first);
        assertThat(claim(limited(node, 5)).claims()).hasSize(1);
    }

    @Test
    void whatWaitsIsCountedNoFurtherThanAsked() {
        insertMany(5, MEDIA);
        insert(job().queue(MEDIA.text()).runAt(now().plusSeconds(60)));
        insertMany(2, MAIL);
        Claim held = claim(joined().wish(MEDIA, 1, 0, PriorityOrder.HIGHEST_FIRST))
                .claims()
                .get(0);
        assertThat(store.queues().waiting(MEDIA, 100)).isEqualTo(5);
        assertThat(store.queues().waiting(MEDIA, 3)).isEqualTo(3);
        assertThat(store.queues().waiting(QueueName.of("none"), 100)).isZero();

        settle(SettlementDraft.lost(held));
        assertThat(store.queues().waiting(MEDIA, 100)).isEqualTo(6);
    }

    @Test
    void theDepthsTellHowFullTheQueuesAre() {
        Instant start = now();
        insertMany(3, MEDIA);
        insert(job().queue(MEDIA.text()).runAt(now().plusSeconds(600)));
        insert(job().queue(MAIL.text()));
        Claimant node = joined();
        settle(SettlementDraft.completed(claim(node.wish(MAIL, 1, 0, PriorityOrder.HIGHEST_FIRST))
                .claims()
                .get(0)));
        claim(node.wish(MEDIA, 1, 0, PriorityOrder.HIGHEST_FIRST));
        clock.step(Duration.ofSeconds(30));

        assertThat(store.queues().depths(now()))
                .containsExactly(new QueueDepth(MAIL, 0, 0, 0, 1, null), new QueueDepth(MEDIA, 2, 1, 1, 0, start));
        clock.step(Duration.ofMinutes(1));
        assertThat(store.queues().depths(now()).get(0)).isEqualTo(QueueDepth.none(MAIL));
    }

    private QueueSettings set(QueueName queue, UnaryOperator<QueueSettings> change) {
        return store.queues().change(queue, change, now());
    }

    /** A marked wish for jobs of the queue media, quarantined ones too. */
    private static ClaimRequest limited(Claimant node, int limit) {
        return node.wish(MEDIA, limit, limit, PriorityOrder.HIGHEST_FIRST).heedingSettings();
    }

    private void insertMany(int count, QueueName queue) {
        insertAll(IntStream.range(0, count)
                .mapToObj(i -> job().queue(queue.text()))
                .toArray(JobDraft[]::new));
    }
}
