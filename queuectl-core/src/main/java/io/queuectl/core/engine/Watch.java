package io.queuectl.core.engine;

import java.time.Duration;

/**
 * Looks at what this node holds without asking the store: ends attempts whose time is over or whose lease is no longer trusted, passes on what they
 * logged and how far they are, and gives back what was claimed ahead and has waited too long.
 */
final class Watch implements Loop.Round {

    private static final Duration WHILE_RUNNING = Duration.ofMillis(50);
    private static final Duration WHILE_IDLE = Duration.ofMillis(250);
    private static final long LOG_NANOS = Duration.ofMillis(200).toNanos();

    private final Attempts attempts;
    private final Lease lease;
    private final Seams seams;
    private final ClaimDesk desk;
    private final Runnable wakeKeeper;
    private long loggedNanos;

    Watch(Engine.Parts parts, Runnable wakeKeeper) {
        this.attempts = parts.attempts();
        this.lease = parts.lease();
        this.seams = parts.seams();
        this.desk = parts.desk();
        this.wakeKeeper = wakeKeeper;
    }

    @Override
    public Duration run() {
        long now = seams.ticker().nanos();
        if (lease.epoch() != 0 && !lease.isTrusted()) {
            wakeKeeper.run();
        }
        desk.returnStale();
        boolean logs = now - loggedNanos >= LOG_NANOS;
        boolean any = false;
        for (RunningAttempt attempt : attempts.running()) {
            any = true;
            if (!lease.covers(attempt.token().epoch())) {
                attempt.stop(new StopReason.LeaseLost());
            }
            attempt.stopIfOverdue(now);
            if (logs && attempt.flush()) {
                desk.wake();
            }
        }
        loggedNanos = logs ? now : loggedNanos;
        return any ? WHILE_RUNNING : WHILE_IDLE;
    }
}
