package io.queuectl.core.engine;

import io.queuectl.api.Failure;
import io.queuectl.api.JobEvent;
import io.queuectl.api.Token;
import io.queuectl.core.spi.Claim;
import io.queuectl.core.spi.Outcome;
import io.queuectl.core.spi.Settled;
import io.queuectl.core.spi.Settlement;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs attempts: start → executor → outcome → verdict → lane. Holds those under way, so that they can be asked to end. Thread-safe.
 */
final class Attempts {

    private static final Logger LOG = LoggerFactory.getLogger(Attempts.class);

    private final Handlers handlers;
    private final Lane lane;
    private final ClaimDesk desk;
    private final Lease lease;
    private final Seams seams;
    private final Events events;
    private final Map<Token, RunningAttempt> running = new ConcurrentHashMap<>();

    Attempts(Handlers handlers, Lane lane, ClaimDesk desk, Lease lease, Seams seams, Events events) {
        this.handlers = handlers;
        this.lane = lane;
        this.desk = desk;
        this.lease = lease;
        this.seams = seams;
        this.events = events;
    }

    /** Runs one claimed job to its end on this thread and hands over what became of it. */
    void run(Pool pool, Claim claim) {
        long before = seams.ticker().nanos();
        try {
            if (!lease.covers(claim.token().epoch())) {
                LOG.info("event=claim_dropped jobId={} token={} reason=lease_lost", claim.id(), claim.token());
            } else if (claim.cancelRequested()) {
                hand(pool, claim, new Outcome.Cancelled(), null);
            } else {
                runHeld(pool, claim);
            }
        } finally {
            pool.attemptEnded(seams.ticker().nanos() - before);
            desk.attemptEnded(pool, claim);
        }
    }

    /** Asks one attempt to end. */
    void stop(Token token, StopReason reason) {
        RunningAttempt attempt = running.get(token);
        if (attempt != null) {
            attempt.stop(reason);
        }
    }

    /** Asks every attempt to end. */
    void stopAll(StopReason reason) {
        running.values().forEach(attempt -> attempt.stop(reason));
    }

    Iterable<RunningAttempt> running() {
        return running.values();
    }

    /** Gives a job back that never started here. */
    void giveBack(Claim claim) {
        handQuietly(claim, new Outcome.Released(), null);
    }

    /** Hands over what follows from an attempt of a node that died. It may have started right after the claim: history has to show it. */
    void settleLost(Claim claim, String node) {
        handQuietly(claim, new Outcome.Lost(node), claim.claimedAt());
    }

    private void runHeld(Pool pool, Claim claim) {
        RunningAttempt attempt =
                new RunningAttempt(claim, handlers.maxAttempts(claim), handlers.timeout(claim), seams, lane);
        Instant startedAt = seams.now();
        running.put(claim.token(), attempt);
        Outcome own;
        StopReason reason;
        try {
            if (events.wanted()) {
                events.publish(
                        new JobEvent.Started(claim.id(), claim.kind(), claim.token(), startedAt, attempt.attempt()));
            }
            own = execute(attempt);
        } finally {
            reason = attempt.end();
            running.remove(claim.token());
        }
        attempt.flushLog();
        Outcome outcome = reason == null ? own : reason.outcome();
        if (outcome == null) {
            LOG.info("event=outcome_dropped jobId={} token={} reason=lease_lost", claim.id(), claim.token());
            leaseLost(claim);
        } else {
            hand(pool, claim, outcome, startedAt);
        }
    }

    private Outcome execute(RunningAttempt attempt) {
        Claim claim = attempt.claim();
        try {
            return handlers.executor(claim).execute(claim, attempt);
        } catch (Throwable thrown) {
            LOG.debug("event=attempt_threw jobId={} attempt={}", claim.id(), attempt.attempt(), thrown);
            return new Outcome.Failed(describe(thrown));
        }
    }

    private static Failure describe(Throwable thrown) {
        String message = thrown.getMessage();
        return new Failure(
                thrown.getClass().getName(),
                message == null ? thrown.getClass().getSimpleName() : message,
                null,
                StackText.of(thrown));
    }

    private void hand(Pool pool, Claim claim, Outcome outcome, @Nullable Instant startedAt) {
        Settlement settlement = verdict(claim, outcome, startedAt);
        pool.outcomeHanded();
        lane.hand(new LaneItem.Ending(settlement, settled -> {
            pool.outcomeWritten();
            written(claim, settlement, settled);
        }));
    }

    /** For jobs that no slot of this node ran: nobody waits for their outcome here. */
    private void handQuietly(Claim claim, Outcome outcome, @Nullable Instant startedAt) {
        Settlement settlement = verdict(claim, outcome, startedAt);
        lane.hand(new LaneItem.Ending(settlement, settled -> written(claim, settlement, settled)));
        desk.wake();
    }

    private Settlement verdict(Claim claim, Outcome outcome, @Nullable Instant startedAt) {
        return Verdict.of(claim, outcome, handlers.retryRule(claim), startedAt, seams.now(), seams.random());
    }

    private void written(Claim claim, Settlement settlement, Settled settled) {
        if (settled == Settled.NOT_YOURS) {
            LOG.info("event=settlement_refused jobId={} token={} end={}", claim.id(), claim.token(), settlement.end());
            leaseLost(claim);
            return;
        }
        if (settlement.to().isClaimable()) {
            desk.due(claim.queue(), settlement.runAt());
        }
        if (events.wanted()) {
            Instant nextRunAt = settlement.to().isClaimable() ? settlement.runAt() : null;
            Instant startedAt = settlement.startedAt() == null ? claim.claimedAt() : settlement.startedAt();
            events.later(new JobEvent.Settled(
                    claim.id(),
                    claim.kind(),
                    claim.token(),
                    settlement.endedAt(),
                    startedAt,
                    settlement.end(),
                    settlement.to(),
                    nextRunAt,
                    settlement.failure()));
        }
    }

    private void leaseLost(Claim claim) {
        if (events.wanted()) {
            events.later(new JobEvent.LeaseLost(claim.id(), claim.kind(), claim.token(), seams.now()));
        }
    }
}
