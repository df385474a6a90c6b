package io.queuectl.core.engine;

import io.queuectl.api.Failure;
import io.queuectl.api.JobId;
import io.queuectl.api.JobRequest;
import io.queuectl.api.Payload;
import io.queuectl.api.Tags;
import io.queuectl.core.backoff.Backoff;
import io.queuectl.core.spi.BackoffPolicy;
import io.queuectl.core.spi.Claim;
import io.queuectl.core.spi.JobExecutor;
import io.queuectl.core.spi.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Which executor and which limits a claimed job gets: the job's own, else its handler's, else the engine's. Immutable. */
final class Handlers {

    private static final Logger LOG = LoggerFactory.getLogger(Handlers.class);

    private final Map<String, HandlerRule> rules;
    private final Function<JobRequest, JobId> enqueue;
    private final Function<JobId, Map<JobId, Payload>> parentResults;
    private final EngineConfig config;

    /**
     * @param enqueue adds a job that a handler asks for
     * @param parentResults what those gave that a job waited for
     */
    Handlers(
            Map<String, HandlerRule> rules,
            Function<JobRequest, JobId> enqueue,
            Function<JobId, Map<JobId, Payload>> parentResults,
            EngineConfig config) {
        this.rules = Map.copyOf(rules);
        this.enqueue = enqueue;
        this.parentResults = parentResults;
        this.config = config;
    }

    /** Adds a job that the handler of another asks for, and leaves word of that. */
    JobId enqueue(JobRequest child, JobId parent) {
        return enqueue.apply(child.tag(Tags.PARENT, parent.text()));
    }

    Map<JobId, Payload> parentResults(JobId child) {
        return parentResults.apply(child);
    }

    /** The executor of the job's kind; one that fails the attempt where this node has none. */
    JobExecutor executor(Claim claim) {
        HandlerRule rule = rules.get(claim.kind());
        return rule != null ? rule.executor() : Handlers::noHandler;
    }

    /** What an attempt that threw that ends as: by the first rule of its handler that knows it, else as failed. */
    Outcome outcome(Claim claim, Throwable thrown) {
        Failure failure = Failures.of(thrown);
        HandlerRule rule = rules.get(claim.kind());
        try {
            for (ExceptionRule known : rule == null ? List.<ExceptionRule>of() : rule.exceptions()) {
                if (known.type().isInstance(thrown)) {
                    return known.outcome().apply(thrown, failure);
                }
            }
        } catch (RuntimeException | StackOverflowError broken) {
            LOG.warn("event=exception_rule_failed jobId={} kind={}", claim.id(), claim.kind(), broken);
        }
        return new Outcome.Failed(failure);
    }

    @Nullable
    Duration timeout(Claim claim) {
        Duration own = claim.limits().timeout();
        HandlerRule rule = rules.get(claim.kind());
        return own != null || rule == null ? own : rule.timeout();
    }

    int maxAttempts(Claim claim) {
        Integer own = claim.limits().maxAttempts();
        if (own != null) {
            return own;
        }
        HandlerRule rule = rules.get(claim.kind());
        return rule != null && rule.maxAttempts() != null ? rule.maxAttempts() : config.maxAttempts();
    }

    RetryRule retryRule(Claim claim) {
        return new RetryRule(maxAttempts(claim), config.maxLosses(), backoff(claim));
    }

    private BackoffPolicy backoff(Claim claim) {
        HandlerRule rule = rules.get(claim.kind());
        BackoffPolicy handlers = rule != null && rule.backoff() != null ? rule.backoff() : config.backoff();
        String own = claim.limits().backoff();
        BackoffPolicy chosen = own == null
                ? handlers
                : (attempt, random) -> parse(claim, own, handlers).delayAfter(attempt, random);
        return chosen instanceof Backoff ? chosen : (attempt, random) -> delay(claim, chosen, attempt, random);
    }

    private static BackoffPolicy parse(Claim claim, String own, BackoffPolicy otherwise) {
        try {
            return Backoff.parse(own);
        } catch (IllegalArgumentException unreadable) {
            LOG.warn("event=backoff_unreadable jobId={} reason=\"{}\"", claim.id(), unreadable.getMessage());
            return otherwise;
        }
    }

    /** What an application's own policy says, brought within what a delay may be; a policy that fails must not keep the job from its retry. */
    private static Duration delay(Claim claim, BackoffPolicy policy, int attempt, RandomGenerator random) {
        Duration delay;
        try {
            delay = Objects.requireNonNull(policy.delayAfter(attempt, random), "the delay");
        } catch (RuntimeException | StackOverflowError broken) {
            LOG.warn("event=backoff_failed jobId={} attempt={}", claim.id(), attempt, broken);
            return Backoff.DEFAULT.delayAfter(attempt, random);
        }
        if (delay.isNegative()) {
            return Duration.ZERO;
        }
        return delay.compareTo(Backoff.MAX_DELAY) > 0 ? Backoff.MAX_DELAY : delay;
    }

    private static Outcome noHandler(Claim claim, Object context) {
        return Outcome.failed("no_handler", "no handler for kind " + claim.kind() + " on this node");
    }
}
