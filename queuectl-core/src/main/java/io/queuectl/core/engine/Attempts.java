package io.queuectl.core.engine;

import io.queuectl.api.Failure;
import io.queuectl.api.JobEvent;
import io.queuectl.api.StoreException;
import io.queuectl.api.Token;
import io.queuectl.core.spi.Claim;
import io.queuectl.core.spi.Outcome;
import io.queuectl.core.spi.Settled;
import io.queuectl.core.spi.Settlement;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs attempts: start → executor → outcome → verdict → lane. Holds those under way, so that they can be asked to end. Thread-safe.
 */
final class Attempts {

    private static final Logger LOG = LoggerFactory.getLogger(Attempts.class);

    private final Handlers handlers;
    private final Lanes lanes;
    private final ClaimDesk desk;
    private final Lease lease;
    private final Seams seams;
    private final Events events;
    private final Map<Token, RunningAttempt> running = new ConcurrentHashMap<>();

    Attempts(Handlers handlers, Lanes lanes, ClaimDesk desk, Lease lease, Seams seams, Events events) {
        this.handlers = handlers;
        this.lanes = lanes;
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
                giveBack(claim);
            } else if (claim.cancelRequested()) {
                hand(pool, claim, new Outcome.Cancelled(null), null);
            } else {
                runHeld(pool, claim);
            }
        } finally {
            long nanos = seams.ticker().nanos() - before;
            pool.attemptEnded(nanos);
            desk.attemptEnded(pool, claim, nanos);
        }
    }

    /** Somebody withdrew a job of this node: its attempt is asked to end, or, if it has not started, there will be none. */
    void cancel(Token token) {
        RunningAttempt attempt = running.get(token);
        if (attempt != null) {
            attempt.stop(new StopReason.Cancel());
            return;
        }
        Claim waiting = desk.withdraw(token);
        if (waiting != null) {
            handQuietly(waiting, new Outcome.Cancelled(null), null);
        }
    }

    /** Asks every attempt to end. */
    void stopAll(StopReason reason) {
        running.values().forEach(attempt -> attempt.stop(reason));
    }

    Iterable<RunningAttempt> running() {
        return running.values();
    }

    /** Gives a job back that never started here: nobody was harmed, even if its lease has lapsed since. */
    void giveBack(Claim claim) {
        handQuietly(claim, new Outcome.Released(), null);
    }

    /** Hands over what follows from an attempt of a node that died. It may have started right after the claim: history has to show it. */
    void settleLost(Claim claim, String node, Consumer<Ended> whenDone) {
        Settlement settlement = verdict(claim, new Outcome.Lost(node), claim.claimedAt());
        lanes.of(claim.token())
                .hand(new LaneItem.Ending(
                        settlement,
                        settled -> {
                            whenDone.accept(Ended.ANSWERED);
                            written(claim, settlement, settled);
                        },
                        refusal -> {
                            whenDone.accept(Ended.REFUSED);
                            giveUp(claim, settlement, refusal);
                        }));
        desk.wake();
    }

    /** What became of a settlement. */
    enum Ended {
        ANSWERED,
        /** The store will never take it. */
        REFUSED
    }

    private void runHeld(Pool pool, Claim claim) {
        RunningAttempt attempt = new RunningAttempt(claim, handlers, seams, lanes.of(claim.token()));
        Instant startedAt = seams.now();
        long startedNanos = events.meter().nanos();
        running.put(claim.token(), attempt);
        Outcome own;
        StopReason reason;
        try {
            own = execute(attempt, startedAt);
        } finally {
            reason = attempt.end();
            running.remove(claim.token());
        }
        attempt.flush();
        Outcome outcome = reason == null ? own : reason.outcome();
        events.meter().processed(claim, startedNanos, outcome);
        if (outcome instanceof Outcome.Completed) {
            attempt.flushResult();
        }
        if (outcome == null) {
            LOG.info("event=outcome_dropped jobId={} token={} reason=lease_lost", claim.id(), claim.token());
            tellLeaseLost(claim);
        } else {
            hand(pool, claim, outcome, startedAt);
        }
    }

    /** Never throws: a claim without an outcome would be held for as long as this node lives. */
    private Outcome execute(RunningAttempt attempt, Instant startedAt) {
        Claim claim = attempt.claim();
        try {
            if (!lease.covers(claim.token().epoch())) {
                // Guards against a lease that was given up after it was looked at and before the attempt could be
                // found.
                attempt.stop(new StopReason.LeaseLost());
            }
            if (attempt.isCancelled()) {
                return Outcome.failed("not_started", "stopped before it started");
            }
            events.meter().started(claim, startedAt);
            if (events.wanted()) {
                events.publish(
                        new JobEvent.Started(claim.id(), claim.kind(), claim.token(), startedAt, attempt.attempt()));
            }
            return outcome(handlers, attempt);
        } catch (Throwable broken) {
            return new Outcome.Failed(Failures.of(broken));
        }
    }

    /** What the executor makes of an attempt, and its handler wishes. Never throws. */
    static Outcome outcome(Handlers handlers, RunningAttempt attempt) {
        Claim claim = attempt.claim();
        try {
            Outcome outcome = requireOutcome(claim, handlers.executor(claim).execute(claim, attempt));
            return outcome instanceof Outcome.Completed ? attempt.wantedOr(outcome) : outcome;
        } catch (Throwable thrown) {
            return requireOutcome(claim, handlers.outcome(claim, thrown));
        }
    }

    private static Outcome requireOutcome(Claim claim, @Nullable Outcome outcome) {
        return outcome != null && outcome.isOwn()
                ? outcome
                : Outcome.failed("no_outcome", "the executor of kind " + claim.kind() + " answered " + outcome);
    }

    private void hand(Pool pool, Claim claim, Outcome outcome, @Nullable Instant startedAt) {
        Settlement settlement = verdict(claim, outcome, startedAt);
        pool.outcomeHanded();
        lanes.of(claim.token())
                .hand(new LaneItem.Ending(
                        settlement,
                        settled -> {
                            pool.outcomeWritten();
                            if (!written(claim, settlement, settled)) {
                                tellLeaseLost(claim);
                            }
                        },
                        refusal -> {
                            pool.outcomeWritten();
                            handPlainly(claim, settlement, refusal);
                        }));
    }

    /** For jobs that no slot of this node ran: nobody waits for their outcome here. */
    private void handQuietly(Claim claim, Outcome outcome, @Nullable Instant startedAt) {
        Settlement settlement = verdict(claim, outcome, startedAt);
        lanes.of(claim.token())
                .hand(new LaneItem.Ending(
                        settlement,
                        settled -> written(claim, settlement, settled),
                        refusal -> giveUp(claim, settlement, refusal)));
        desk.wake();
    }

    /** The failure's own words may be what the store cannot take: the same settlement in words of ours. */
    private void handPlainly(Claim claim, Settlement refused, StoreException refusal) {
        if (refused.failure() == null) {
            giveUp(claim, refused, refusal);
            return;
        }
        LOG.warn("event=failure_text_refused jobId={} token={}", claim.id(), claim.token(), refusal);
        Settlement plain = new Settlement(
                refused.number(),
                refused.queue(),
                refused.token(),
                refused.end(),
                refused.to(),
                refused.runAt(),
                refused.startedAt(),
                refused.endedAt(),
                Failure.of("unwritable", "the store refused the text of the failure"));
        lanes.of(claim.token())
                .hand(new LaneItem.Ending(
                        plain, settled -> written(claim, plain, settled), again -> giveUp(claim, plain, again)));
        desk.wake();
    }

    /** Its row stays as it is until this node leaves the roster; then any node's reaper tries again. */
    private static void giveUp(Claim claim, Settlement settlement, StoreException refusal) {
        LOG.error(
                "event=settlement_unwritable jobId={} token={} end={} to={}; the job stays processing until this node stops",
                claim.id(),
                claim.token(),
                settlement.end(),
                settlement.to(),
                refusal);
    }

    private Settlement verdict(Claim claim, Outcome outcome, @Nullable Instant startedAt) {
        return Verdict.of(claim, outcome, handlers.retryRule(claim), startedAt, seams.now(), seams.random());
    }

    /** Takes in the store's answer; says whether the job was still this node's to settle. */
    private boolean written(Claim claim, Settlement settlement, Settled settled) {
        if (settled == Settled.NOT_YOURS) {
            LOG.info("event=settlement_refused jobId={} token={} end={}", claim.id(), claim.token(), settlement.end());
            return false;
        }
        events.meter().settled(claim, settlement);
        if (settlement.to().isClaimable()) {
            desk.due(claim.queue(), settlement.runAt());
        } else {
            events.finished(claim.id());
        }
        if (events.wanted()) {
            Instant nextRunAt = settlement.to().isClaimable() ? settlement.runAt() : null;
            Instant startedAt = settlement.startedAt() == null ? claim.claimedAt() : settlement.startedAt();
            events.publish(new JobEvent.Settled(
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
        return true;
    }

    private void tellLeaseLost(Claim claim) {
        if (events.wanted()) {
            events.publish(new JobEvent.LeaseLost(claim.id(), claim.kind(), claim.token(), seams.now()));
        }
    }
}
