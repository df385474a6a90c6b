package io.queuectl.core.engine;

import io.queuectl.api.JobState;
import io.queuectl.core.spi.Claim;
import io.queuectl.core.spi.Outcome;
import io.queuectl.core.spi.Settlement;
import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The one retry rule: what follows from how an attempt ended. Pure. A crash, a timeout, a cancel and a thrown exception are all
 * outcomes, and all of them are judged here.
 */
final class Verdict {

    private Verdict() {}

    /**
     * @param startedAt when the attempt started, or {@code null} if it never did
     * @param now when it ended
     */
    static Settlement of(
            Claim claim,
            Outcome outcome,
            RetryRule rule,
            @Nullable Instant startedAt,
            Instant now,
            RandomGenerator random) {
        JobState to = stateAfter(claim, outcome, rule);
        Instant runAt = to.isClaimable() ? dueAfter(claim, outcome, rule, now, random) : claim.runAt();
        return new Settlement(
                claim.number(),
                claim.queue(),
                claim.token(),
                outcome.end(),
                to,
                runAt,
                startedAt,
                now,
                outcome.failure());
    }

    private static JobState stateAfter(Claim claim, Outcome outcome, RetryRule rule) {
        int attempts = claim.counters().attempts();
        return switch (outcome.end()) {
            case COMPLETED -> JobState.COMPLETED;
            case CANCELLED -> JobState.CANCELLED;
            case FAILED, TIMED_OUT -> attempts + 1 < rule.maxAttempts() ? JobState.FAILED : JobState.DEAD;
            case DISCARDED -> JobState.DEAD;
            case LOST -> afterLoss(claim, rule);
            case RELEASED, SNOOZED -> JobState.waiting(attempts);
        };
    }

    private static JobState afterLoss(Claim claim, RetryRule rule) {
        if (claim.cancelRequested()) {
            return JobState.CANCELLED;
        }
        boolean again = claim.counters().losses() + 1 < rule.maxLosses();
        return again ? JobState.waiting(claim.counters().attempts()) : JobState.DEAD;
    }

    private static Instant dueAfter(Claim claim, Outcome outcome, RetryRule rule, Instant now, RandomGenerator random) {
        if (outcome instanceof Outcome.RetryAt retry) {
            return retry.due().dueAt(now);
        }
        if (outcome instanceof Outcome.Snoozed snoozed) {
            return snoozed.due().dueAt(now);
        }
        boolean failed = outcome instanceof Outcome.Failed || outcome instanceof Outcome.TimedOut;
        return failed ? retryAt(claim, rule, now, random) : claim.runAt();
    }

    private static Instant retryAt(Claim claim, RetryRule rule, Instant now, RandomGenerator random) {
        Duration delay = rule.backoff().delayAfter(claim.counters().attempts() + 1, random);
        return Instant.ofEpochMilli(now.toEpochMilli() + delay.toMillis());
    }
}
