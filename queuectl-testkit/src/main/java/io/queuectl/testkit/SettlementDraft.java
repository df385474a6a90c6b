package io.queuectl.testkit;

import io.queuectl.api.AttemptEnd;
import io.queuectl.api.Failure;
import io.queuectl.api.JobState;
import io.queuectl.api.QueueName;
import io.queuectl.api.Token;
import io.queuectl.core.spi.Claim;
import io.queuectl.core.spi.Settlement;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A settlement in the making: of an attempt that started when it was claimed and took one second, unless changed. Every method
 * returns a changed copy.
 */
public record SettlementDraft(
        long number,
        QueueName queue,
        Token token,
        AttemptEnd end,
        JobState to,
        Instant runAt,
        @Nullable Instant startedAt,
        Instant endedAt,
        @Nullable Failure failure) {

    public static SettlementDraft completed(Claim claim) {
        return of(claim, AttemptEnd.COMPLETED, JobState.COMPLETED, null);
    }

    /** Failed, and due again at that instant. */
    public static SettlementDraft failed(Claim claim, Instant retryAt) {
        return of(claim, AttemptEnd.FAILED, JobState.FAILED, Failure.of("test", "failed"))
                .runAt(retryAt);
    }

    public static SettlementDraft dead(Claim claim) {
        return of(claim, AttemptEnd.FAILED, JobState.DEAD, Failure.of("test", "failed for good"));
    }

    public static SettlementDraft cancelled(Claim claim) {
        return of(claim, AttemptEnd.CANCELLED, JobState.CANCELLED, null);
    }

    /** Lost with its node, and due again as it was. */
    public static SettlementDraft lost(Claim claim) {
        JobState waiting = JobState.waiting(claim.counters().attempts());
        return of(claim, AttemptEnd.LOST, waiting, Failure.of("lost", "lost: its node died"));
    }

    /** Given back, due as it was. */
    public static SettlementDraft released(Claim claim) {
        JobState waiting = JobState.waiting(claim.counters().attempts());
        return of(claim, AttemptEnd.RELEASED, waiting, null);
    }

    /** Put off by its handler until then. */
    public static SettlementDraft snoozed(Claim claim, Instant dueAt) {
        return released(claim).end(AttemptEnd.SNOOZED).runAt(dueAt);
    }

    /** Given up by its handler. */
    public static SettlementDraft discarded(Claim claim) {
        return dead(claim).end(AttemptEnd.DISCARDED);
    }

    private static SettlementDraft of(Claim claim, AttemptEnd end, JobState to, @Nullable Failure failure) {
        return new SettlementDraft(
                claim.number(),
                claim.queue(),
                claim.token(),
                end,
                to,
                claim.runAt(),
                claim.claimedAt(),
                claim.claimedAt().plusSeconds(1),
                failure);
    }

    public SettlementDraft token(Token other) {
        return new SettlementDraft(number, queue, other, end, to, runAt, startedAt, endedAt, failure);
    }

    public SettlementDraft to(JobState other) {
        return new SettlementDraft(number, queue, token, end, other, runAt, startedAt, endedAt, failure);
    }

    public SettlementDraft end(AttemptEnd other) {
        return new SettlementDraft(number, queue, token, other, to, runAt, startedAt, endedAt, failure);
    }

    public SettlementDraft runAt(Instant other) {
        return new SettlementDraft(number, queue, token, end, to, other, startedAt, endedAt, failure);
    }

    /** From when to when the attempt ran. */
    public SettlementDraft ran(Instant from, Instant until) {
        return new SettlementDraft(number, queue, token, end, to, runAt, from, until, failure);
    }

    /** It was claimed and never started. */
    public SettlementDraft unstarted() {
        return new SettlementDraft(number, queue, token, end, to, runAt, null, endedAt, failure);
    }

    public SettlementDraft failure(Failure other) {
        return new SettlementDraft(number, queue, token, end, to, runAt, startedAt, endedAt, other);
    }

    /** @throws IllegalArgumentException if that end cannot lead to that state */
    public Settlement build() {
        return new Settlement(number, queue, token, end, to, runAt, startedAt, endedAt, failure);
    }
}
