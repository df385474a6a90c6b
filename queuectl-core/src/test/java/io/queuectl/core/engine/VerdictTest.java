package io.queuectl.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.queuectl.api.AttemptEnd;
import io.queuectl.api.Counters;
import io.queuectl.api.JobState;
import io.queuectl.api.Limits;
import io.queuectl.core.backoff.Backoff;
import io.queuectl.core.spi.Claim;
import io.queuectl.core.spi.Outcome;
import io.queuectl.core.spi.Settlement;
import java.time.Duration;
import java.time.Instant;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The one retry rule, for every outcome at every limit. */
class VerdictTest {

    private static final Instant NOW = Claims.DUE.plusSeconds(60);
    private static final Duration DELAY = Duration.ofSeconds(9);
    private static final Duration SNOOZE = Duration.ofMinutes(5);

    @ParameterizedTest
    @CsvSource({
        // outcome, attempts before, losses before, the state that follows
        "COMPLETED, 0, 0, COMPLETED",
        "COMPLETED, 9, 9, COMPLETED",
        "FAILED, 0, 0, FAILED",
        "FAILED, 1, 2, FAILED",
        "FAILED, 2, 0, DEAD",
        "FAILED, 10, 0, DEAD",
        "TIMED_OUT, 0, 0, FAILED",
        "TIMED_OUT, 2, 0, DEAD",
        "CANCELLED, 0, 0, CANCELLED",
        "CANCELLED, 2, 2, CANCELLED",
        "LOST, 0, 0, PENDING",
        "LOST, 1, 0, FAILED",
        "LOST, 2, 0, FAILED",
        "LOST, 0, 1, DEAD",
        "LOST, 0, 5, DEAD",
        "RELEASED, 0, 0, PENDING",
        "RELEASED, 1, 9, FAILED",
        "RELEASED, 9, 0, FAILED",
        "SNOOZED, 0, 0, PENDING",
        "SNOOZED, 9, 0, FAILED",
        "DISCARDED, 0, 0, DEAD",
        "DISCARDED, 1, 1, DEAD",
    })
    void whatFollowsFromAnOutcome(AttemptEnd end, int attempts, int losses, JobState to) {
        Claim claim = Claims.of(new Counters(attempts, losses, 4));
        Settlement settlement = judge(claim, outcome(end));

        assertThat(settlement.end()).isEqualTo(end);
        assertThat(settlement.to()).isEqualTo(to);
        assertThat(settlement.token()).isEqualTo(claim.token());
        boolean retried = to == JobState.FAILED && (end == AttemptEnd.FAILED || end == AttemptEnd.TIMED_OUT);
        Instant due = end == AttemptEnd.SNOOZED ? NOW.plus(SNOOZE) : Claims.DUE;
        assertThat(settlement.runAt()).isEqualTo(retried ? NOW.plus(DELAY) : due);
    }

    @Test
    void anAttemptThatSaysWhenItsJobIsDueComesBeforeTheBackoffButNotBeforeTheLimit() {
        Outcome later = Outcome.retryAt(NOW.plusSeconds(500), "busy");

        Settlement retried = judge(Claims.of(Counters.ZERO), later);
        Settlement last = judge(Claims.of(new Counters(2, 0, 0)), later);

        assertThat(retried.to()).isEqualTo(JobState.FAILED);
        assertThat(retried.runAt()).isEqualTo(NOW.plusSeconds(500));
        assertThat(retried.failure()).isEqualTo(later.failure());
        assertThat(last.to()).isEqualTo(JobState.DEAD);
    }

    @Test
    void aJobThatIsLostAfterACancelIsCancelledHoweverOftenItWasLost() {
        assertThat(judge(Claims.of(new Counters(0, 9, 0), Limits.UNSET, true), new Outcome.Lost("node"))
                        .to())
                .isEqualTo(JobState.CANCELLED);
    }

    @Test
    void theBackoffSeesTheNumberOfTheAttemptThatFailed() {
        RetryRule rule = new RetryRule(100, 1, (attempt, random) -> Duration.ofSeconds(attempt));

        assertThat(Verdict.of(
                                Claims.of(new Counters(6, 0, 0)),
                                outcome(AttemptEnd.FAILED),
                                rule,
                                NOW,
                                NOW,
                                new SplittableRandom(1))
                        .runAt())
                .isEqualTo(NOW.plusSeconds(7));
    }

    private static Settlement judge(Claim claim, Outcome outcome) {
        RetryRule rule = new RetryRule(3, 2, Backoff.fixed(DELAY));
        return Verdict.of(claim, outcome, rule, NOW, NOW, new SplittableRandom(1));
    }

    private static Outcome outcome(AttemptEnd end) {
        return switch (end) {
            case COMPLETED -> Outcome.completed();
            case FAILED -> Outcome.failed("test", "failed");
            case TIMED_OUT -> new Outcome.TimedOut(Duration.ofSeconds(1));
            case CANCELLED -> new Outcome.Cancelled(null);
            case LOST -> new Outcome.Lost("node");
            case RELEASED -> new Outcome.Released();
            case SNOOZED -> Outcome.snoozed(SNOOZE);
            case DISCARDED -> Outcome.discarded("of no use");
        };
    }
}
