package io.queuectl.core.engine;

import io.queuectl.api.JobCancelledException;
import io.queuectl.api.JobId;
import io.queuectl.api.JobRequest;
import io.queuectl.api.Limits;
import io.queuectl.api.LogLine;
import io.queuectl.api.Payload;
import io.queuectl.api.Progress;
import io.queuectl.api.QueueName;
import io.queuectl.api.Tags;
import io.queuectl.api.Token;
import io.queuectl.core.spi.AttemptContext;
import io.queuectl.core.spi.Claim;
import io.queuectl.core.spi.ClaimNote;
import io.queuectl.core.spi.Outcome;
import io.queuectl.core.spi.Settled;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/** One attempt under way on one thread, and the context its handler holds. Thread-safe. */
final class RunningAttempt implements AttemptContext {

    private final Claim claim;
    private final Handlers handlers;
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

    /** What the handler wants its attempt to end as if it returns, or {@code null}. Guarded by this. */
    private @Nullable Outcome wanted;

    /** Lines not handed to the lane yet. Guarded by this. */
    private List<LogLine> lines = List.of();

    /** Not handed to the lane yet, or {@code null}. Guarded by this. */
    private @Nullable Progress progress;

    /** Guarded by this. */
    private @Nullable Payload result;

    RunningAttempt(Claim claim, Handlers handlers, Seams seams, Carrier lane) {
        this.claim = claim;
        this.handlers = handlers;
        this.seams = seams;
        this.lane = lane;
        Duration timeout = handlers.timeout(claim);
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

    /** Hands what was logged so far and the latest progress to the lane; answers whether there was anything. */
    synchronized boolean flush() {
        boolean any = !lines.isEmpty() || progress != null;
        if (!lines.isEmpty()) {
            hand(new ClaimNote.Log(claim.number(), claim.token(), lines));
            lines = List.of();
        }
        if (progress != null) {
            hand(new ClaimNote.Advance(claim.number(), claim.token(), progress));
            progress = null;
        }
        return any;
    }

    /** Hands what the job has come to, if anything, to the lane: its settlement follows. */
    synchronized void flushResult() {
        if (result != null) {
            hand(new ClaimNote.Result(claim.number(), claim.token(), result));
        }
    }

    private void hand(ClaimNote note) {
        lane.hand(new LaneItem.Remark(note, settled -> {}));
    }

    /** What the handler asked for while it ran, else that. */
    synchronized Outcome wantedOr(Outcome otherwise) {
        return wanted == null ? otherwise : wanted;
    }

    private synchronized void want(Outcome outcome) {
        wanted = outcome;
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
    public Tags tags() {
        return claim.tags();
    }

    @Override
    public Map<JobId, Payload> parentResults() {
        return handlers.parentResults(claim.id());
    }

    @Override
    public JobId enqueue(JobRequest child) {
        return handlers.enqueue(child, claim.id());
    }

    @Override
    public int attempt() {
        return claim.counters().attempts() + 1;
    }

    @Override
    public int maxAttempts() {
        return handlers.maxAttempts(claim);
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
    public void progress(double fraction, String message) {
        Progress latest =
                new Progress(fraction, message, Instant.ofEpochMilli(seams.now().toEpochMilli()));
        synchronized (this) {
            progress = latest;
        }
    }

    @Override
    public synchronized void result(Payload given) {
        result = given;
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
            hand(new ClaimNote.Extend(claim.number(), claim.token(), Instant.ofEpochMilli(until.toEpochMilli())));
        }
    }

    @Override
    public void snooze(Duration delay) {
        want(Outcome.snoozed(delay));
    }

    @Override
    public void retryAt(Instant due, String reason) {
        want(Outcome.retryAt(due, reason));
    }

    @Override
    public void discard(String reason) {
        want(Outcome.discarded(reason));
    }

    @Override
    public void cancel(String why) {
        want(Outcome.cancelled(why));
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
