package io.queuectl.testkit.store;

import io.queuectl.api.AttemptEnd;
import io.queuectl.api.JobState;
import io.queuectl.api.LogLine;
import io.queuectl.api.QueueName;
import io.queuectl.api.Token;
import io.queuectl.core.spi.Batch;
import io.queuectl.core.spi.Claim;
import io.queuectl.core.spi.ClaimNote;
import io.queuectl.core.spi.ClaimRequest;
import io.queuectl.core.spi.NewJob;
import io.queuectl.core.spi.PlaceWish;
import io.queuectl.core.spi.PriorityOrder;
import io.queuectl.core.spi.Settlement;
import io.queuectl.testkit.JobDraft;
import io.queuectl.testkit.JobFixtures;
import io.queuectl.testkit.SettlementDraft;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;

/** Draws the batches of a walk. What names a row is left open, for each side to fill in its own number. */
final class WalkBatches {

    static final List<QueueName> QUEUES = List.of(QueueName.DEFAULT, QueueName.of("media"));

    private static final int IDS = 60;

    private final SplittableRandom random;
    private final JobFixtures fixtures;
    private final List<Token> given = new ArrayList<>();
    private final List<NewJob> submitted = new ArrayList<>();

    WalkBatches(SplittableRandom random, JobFixtures fixtures) {
        this.random = random;
        this.fixtures = fixtures;
    }

    /** A token that was given to both sides: to be tried again when it is stale. */
    void remember(Token token) {
        given.add(token);
    }

    /** @param repeatable then it writes no log: lines may come twice in a repeated batch */
    Function<WalkSide, Batch> draw(Instant now, List<Claimant> nodes, List<Token> held, boolean repeatable) {
        if (random.nextInt(10) == 0) {
            List<NewJob> jobs = drawJobs(now);
            return side -> Batch.of(now).insert(jobs).withholdOnDuplicate();
        }
        List<Function<WalkSide, Settlement>> settlements = new ArrayList<>();
        List<Function<WalkSide, ClaimNote>> notes = new ArrayList<>();
        if (!given.isEmpty()) {
            for (int i = random.nextInt(4); i > 0; i--) {
                settlements.add(drawSettlement(drawToken(held), now));
            }
            for (int i = random.nextInt(3); i > 0; i--) {
                notes.add(drawNote(drawToken(held), now, repeatable));
            }
        }
        List<NewJob> jobs = drawJobs(now);
        List<ClaimRequest> wishes = drawWishes(nodes);
        return side -> Batch.of(now)
                .settle(settlements.stream().map(draft -> draft.apply(side)).toList())
                .note(notes.stream().map(draft -> draft.apply(side)).toList())
                .insert(jobs)
                .claim(wishes);
    }

    static Settlement lost(Claim claim, Instant now) {
        SettlementDraft lost = SettlementDraft.lost(claim).ran(claim.claimedAt(), now);
        return claim.counters().losses() < 2
                ? lost.build()
                : lost.to(JobState.DEAD).build();
    }

    private Token drawToken(List<Token> held) {
        return held.isEmpty() || random.nextInt(5) == 0
                ? given.get(random.nextInt(given.size()))
                : held.get(random.nextInt(held.size()));
    }

    private Function<WalkSide, Settlement> drawSettlement(Token token, Instant now) {
        int kind = random.nextInt(10);
        Instant retryAt = now.plusMillis(random.nextInt(2_000));
        Instant endedAt = now.plusMillis(random.nextInt(500));
        boolean started = random.nextInt(4) > 0;
        return side -> {
            Claim claim = side.claim(token);
            SettlementDraft draft = switch (kind) {
                case 0, 1, 2 -> SettlementDraft.completed(claim);
                case 3 -> SettlementDraft.failed(claim, retryAt);
                case 4 -> SettlementDraft.failed(claim, retryAt).end(AttemptEnd.TIMED_OUT);
                case 5 -> SettlementDraft.dead(claim);
                case 6 -> SettlementDraft.cancelled(claim);
                case 7 -> SettlementDraft.snoozed(claim, retryAt);
                case 8 -> SettlementDraft.discarded(claim);
                default -> SettlementDraft.released(claim);
            };
            draft = draft.ran(claim.claimedAt(), endedAt);
            return started || kind < 9 ? draft.build() : draft.unstarted().build();
        };
    }

    private Function<WalkSide, ClaimNote> drawNote(Token token, Instant now, boolean repeatable) {
        int kind = repeatable ? 1 + random.nextInt(2) : random.nextInt(3);
        String text = "note " + random.nextInt(1_000);
        return side -> {
            long number = side.claim(token).number();
            return switch (kind) {
                case 0 ->
                    new ClaimNote.Log(
                            number,
                            token,
                            List.of(
                                    new LogLine(now, LogLine.Stream.OUT, text),
                                    new LogLine(now, LogLine.Stream.ERR, text)));
                case 1 -> new ClaimNote.Spawn(number, token, text);
                default -> new ClaimNote.Extend(number, token, now.plusSeconds(9));
            };
        };
    }

    private List<NewJob> drawJobs(Instant now) {
        List<NewJob> jobs = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            JobDraft draft = fixtures.job()
                    .id("job-" + random.nextInt(IDS))
                    .queue(QUEUES.get(random.nextInt(QUEUES.size())).text())
                    .priority(random.nextInt(3))
                    .runAt(now.plusMillis(random.nextBoolean() ? random.nextInt(4_000) : 0));
            jobs.add(
                    submitted.isEmpty() || random.nextInt(8) > 0
                            ? draft.build()
                            : submitted.get(random.nextInt(submitted.size())));
        }
        submitted.addAll(jobs);
        return jobs;
    }

    private List<ClaimRequest> drawWishes(List<Claimant> nodes) {
        List<ClaimRequest> wishes = new ArrayList<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            Claimant node = nodes.get(random.nextInt(nodes.size()));
            ClaimRequest wish = node.wish(
                    QUEUES.get(random.nextInt(QUEUES.size())),
                    1 + random.nextInt(3),
                    random.nextInt(2),
                    random.nextInt(4) == 0 ? PriorityOrder.LOWEST_FIRST : PriorityOrder.HIGHEST_FIRST);
            wishes.add(
                    switch (random.nextInt(4)) {
                        case 0 -> wish.heedingSettings();
                        case 1 ->
                            wish.wishing(new PlaceWish(
                                    2 + random.nextInt(3),
                                    random.nextInt(3),
                                    1 + random.nextInt(4),
                                    random.nextInt(3)));
                        default -> wish;
                    });
        }
        return wishes;
    }
}
