package io.queuectl.core.engine;

import io.queuectl.api.JobCancelledException;
import io.queuectl.api.JobId;
import io.queuectl.api.Limits;
import io.queuectl.api.LogLine;
import io.queuectl.api.QueueName;
import io.queuectl.api.Token;
import io.queuectl.core.spi.AttemptContext;
import io.queuectl.core.spi.Claim;
import io.queuectl.core.spi.ClaimNote;
import io.queuectl.core.spi.Settled;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/** One attempt under way on one thread, and the context its handler holds. Thread-safe. */
final class RunningAttempt implements AttemptContext {

    private final Claim claim;
    private final int maxAttempts;
    private final Seams seams;
    private final Carrier lane;
    private final Thread thread = Thread.currentThread();

    /** By the ticker, or {@code null} for no timeout. Guarded by this. */
    private @Nullable Long deadlineNanos;

    /** Guarded by this. */
    private Duration limit = Duration.ZERO;

    /** Why it shall end, or {@code null}. Written under this, once. */
    private volatile @Nullable StopReason reason;

    /** Guarded by this. */
    private boolean ended;

    /** Lines not handed to the lane yet. Guarded by this. */
    private List<LogLine> lines = List.of();

    RunningAttempt(Claim claim, int maxAttempts, @Nullable Duration timeout, Seams seams, Carrier lane) {
        this.claim = claim;
        this.maxAttempts = maxAttempts;
        this.seams = seams;
        this.lane = lane;
        if (timeout != null) {
            limit = timeout;
            deadlineNanos = seams.ticker().nanos() + timeout.toNanos();
        }
    }

    Claim claim() {
        return claim;
    }

    /** Asks the attempt to end and interrupts its thread; only the first reason counts, and none after the end. */
    synchronized void stop(StopReason why) {
        if (!ended && reason == null) {
            reason = why;
            thread.interrupt();
        }
    }

    /** Asks the attempt to end if its time is over. */
    synchronized void stopIfOverdue(long nowNanos) {
        if (deadlineNanos != null && nowNanos - deadlineNanos >= 0) {
            stop(new StopReason.Timeout(limit));
        }
    }

    /** Nothing interrupts the thread from here on. Answers why the attempt was asked to end, or {@code null}. */
    synchronized @Nullable StopReason end() {
        ended = true;
        Thread.interrupted();
        return reason;
    }

    /** Hands what was logged so far to the lane; answers whether there was anything. */
    synchronized boolean flushLog() {
        if (lines.isEmpty()) {
            return false;
        }
        lane.hand(new LaneItem.Remark(new ClaimNote.Log(claim.number(), claim.token(), lines), settled -> {}));
        lines = List.of();
        return true;
    }

    @Override
    public JobId id() {
        return claim.id();
    }

    @Override
    public String kind() {
        return claim.kind();
    }

    @Override
    public QueueName queue() {
        return claim.queue();
    }

    @Override
    public int attempt() {
        return claim.counters().attempts() + 1;
    }

    @Override
    public int maxAttempts() {
        return maxAttempts;
    }

    @Override
    public Token token() {
        return claim.token();
    }

    @Override
    public boolean isCancelled() {
        return reason != null;
    }

    @Override
    public void checkCancelled() {
        if (isCancelled()) {
            throw new JobCancelledException(claim.id());
        }
    }

    @Override
    public void log(String line) {
        log(List.of(new LogLine(seams.now(), LogLine.Stream.LOG, line)));
    }

    @Override
    public synchronized void log(List<LogLine> more) {
        if (lines.isEmpty()) {
            lines = new ArrayList<>();
        }
        lines.addAll(more);
    }

    @Override
    public synchronized void extend(Duration fromNow) {
        if (fromNow.isNegative() || fromNow.isZero() || fromNow.compareTo(Limits.MAX_TIMEOUT) > 0) {
            throw new IllegalArgumentException(
                    "extension " + fromNow + " is not above zero and at most " + Limits.MAX_TIMEOUT);
        }
        if (deadlineNanos != null) {
            deadlineNanos = seams.ticker().nanos() + fromNow.toNanos();
            limit = fromNow;
            Instant until = seams.now().plus(fromNow);
            lane.hand(new LaneItem.Remark(
                    new ClaimNote.Extend(claim.number(), claim.token(), Instant.ofEpochMilli(until.toEpochMilli())),
                    settled -> {}));
        }
    }

    @Override
    public boolean noteProcess(String process) throws InterruptedException {
        CompletableFuture<Settled> written = new CompletableFuture<>();
        lane.hand(new LaneItem.Remark(new ClaimNote.Spawn(claim.number(), claim.token(), process), written::complete));
        lane.leadIfFree();
        try {
            return written.get() == Settled.APPLIED;
        } catch (ExecutionException impossible) {
            throw new IllegalStateException("a note was never answered", impossible);
        }
    }
}
