package io.queuectl.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.queuectl.api.Counters;
import io.queuectl.api.Failure;
import io.queuectl.api.JobRequest;
import io.queuectl.api.Limits;
import io.queuectl.core.backoff.Backoff;
import io.queuectl.core.spi.BackoffPolicy;
import io.queuectl.core.spi.Claim;
import io.queuectl.core.spi.JobExecutor;
import io.queuectl.core.spi.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Whose limits count: the job's own, else its handler's, else the engine's. */
class HandlersTest {

    private static final JobExecutor EXECUTOR = (claim, context) -> Outcome.completed();

    @Test
    void theEnginesLimitsCountWhereNobodySaysAnything() {
        Handlers handlers = handlers(rule(null, null, null));
        Claim claim = Claims.of(Counters.ZERO);

        assertThat(handlers.maxAttempts(claim)).isEqualTo(5);
        assertThat(handlers.timeout(claim)).isNull();
        assertThat(delay(handlers, claim)).isEqualTo(Duration.ofSeconds(1));
        assertThat(handlers.executor(claim)).isSameAs(EXECUTOR);
    }

    @Test
    void aHandlersLimitsComeBeforeTheEngines() {
        Handlers handlers = handlers(rule(2, Backoff.fixed(Duration.ofSeconds(2)), Duration.ofSeconds(22)));
        Claim claim = Claims.of(Counters.ZERO);

        assertThat(handlers.maxAttempts(claim)).isEqualTo(2);
        assertThat(handlers.timeout(claim)).isEqualTo(Duration.ofSeconds(22));
        assertThat(delay(handlers, claim)).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void aJobsOwnLimitsComeFirst() {
        Handlers handlers = handlers(rule(2, Backoff.fixed(Duration.ofSeconds(2)), Duration.ofSeconds(22)));
        Claim claim = claim(new Limits(3, "fixed(delay=PT3S,jitter=none)", Duration.ofSeconds(33)));

        assertThat(handlers.maxAttempts(claim)).isEqualTo(3);
        assertThat(handlers.timeout(claim)).isEqualTo(Duration.ofSeconds(33));
        assertThat(delay(handlers, claim)).isEqualTo(Duration.ofSeconds(3));
    }

    @Test
    void aBackoffNobodyCanReadGivesWayToTheHandlers() {
        Handlers handlers = handlers(rule(null, Backoff.fixed(Duration.ofSeconds(2)), null));

        assertThat(delay(handlers, claim(new Limits(null, "now and then", null))))
                .isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void anApplicationsPolicyIsBroughtWithinWhatADelayMayBe() {
        assertThat(delay((attempt, random) -> Duration.ofSeconds(-5))).isZero();
        assertThat(delay((attempt, random) -> Duration.ofSeconds(Long.MAX_VALUE)))
                .isEqualTo(Backoff.MAX_DELAY);
        assertThat(delay((attempt, random) -> {
                    throw new IllegalStateException("planted");
                }))
                .isBetween(Duration.ZERO, Duration.ofSeconds(1));
    }

    @Test
    void theFirstRuleThatKnowsAnExceptionSaysWhatItMeans() {
        Handlers handlers = handlers(exceptions(
                new ExceptionRule(NumberFormatException.class, (thrown, failure) -> new Outcome.Discarded(failure)),
                new ExceptionRule(
                        IllegalArgumentException.class, (thrown, failure) -> new Outcome.Cancelled(failure))));
        Claim claim = Claims.of(Counters.ZERO);

        assertThat(handlers.outcome(claim, new NumberFormatException("x"))).isInstanceOf(Outcome.Discarded.class);
        assertThat(handlers.outcome(claim, new IllegalArgumentException("y")).failure())
                .extracting(Failure::message)
                .isEqualTo("y");
        assertThat(handlers.outcome(claim, new IllegalStateException("z"))).isInstanceOf(Outcome.Failed.class);
    }

    @Test
    void aRuleThatThrowsLeavesTheAttemptFailed() {
        Handlers handlers = handlers(exceptions(new ExceptionRule(Exception.class, (thrown, failure) -> {
            throw new ArithmeticException("planted");
        })));

        assertThat(handlers.outcome(Claims.of(Counters.ZERO), new IllegalStateException("the first"))
                        .failure())
                .extracting(Failure::message)
                .isEqualTo("the first");
    }

    private static HandlerRule exceptions(ExceptionRule... rules) {
        return new HandlerRule(EXECUTOR, null, null, null, List.of(rules));
    }

    private static HandlerRule rule(
            @Nullable Integer maxAttempts, @Nullable BackoffPolicy backoff, @Nullable Duration timeout) {
        return new HandlerRule(EXECUTOR, maxAttempts, backoff, timeout, List.of());
    }

    private static Duration delay(BackoffPolicy policy) {
        return delay(handlers(rule(null, policy, null)), Claims.of(Counters.ZERO));
    }

    private static Duration delay(Handlers handlers, Claim claim) {
        return handlers.retryRule(claim).backoff().delayAfter(1, new SplittableRandom(1));
    }

    private static Claim claim(Limits limits) {
        return Claims.of(Counters.ZERO, limits, false);
    }

    private static Handlers handlers(HandlerRule rule) {
        return new Handlers(Map.of(Claims.KIND, rule), JobRequest::id, child -> Map.of(), Claims.config());
    }
}
