package io.queuectl.cli.shell;

import io.queuectl.api.JobCancelledException;
import io.queuectl.api.JobId;
import io.queuectl.api.JobRequest;
import io.queuectl.api.LogLine;
import io.queuectl.api.Payload;
import io.queuectl.api.QueueName;
import io.queuectl.api.Tags;
import io.queuectl.api.Token;
import io.queuectl.core.spi.AttemptContext;
import io.queuectl.core.spi.Claim;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;

/** An attempt that remembers what its executor told it. Thread-safe. */
final class RecordingContext implements AttemptContext {

    private final Claim claim;
    private final Predicate<String> onNote;
    private final List<List<LogLine>> batches = new ArrayList<>();
    private final AtomicReference<String> process = new AtomicReference<>();

    private volatile boolean cancelled;

    RecordingContext(Claim claim) {
        this(claim, noted -> true);
    }

    /** @param onNote answers {@link #noteProcess} */
    RecordingContext(Claim claim, Predicate<String> onNote) {
        this.claim = claim;
        this.onNote = onNote;
    }

    /** What was noted of the process, or {@code null}. */
    String process() {
        return process.get();
    }

    synchronized List<List<LogLine>> batches() {
        return List.copyOf(batches);
    }

    List<LogLine> lines() {
        return batches().stream().flatMap(List::stream).toList();
    }

    List<String> texts() {
        return lines().stream().map(LogLine::text).toList();
    }

    /** What came on one stream, each line with its end. */
    String text(LogLine.Stream stream) {
        StringBuilder text = new StringBuilder();
        for (LogLine line : lines()) {
            if (line.stream() == stream) {
                text.append(line.text()).append('\n');
            }
        }
        return text.toString();
    }

    void cancel() {
        cancelled = true;
    }

    @Override
    public synchronized void log(List<LogLine> lines) {
        batches.add(List.copyOf(lines));
    }

    @Override
    public boolean noteProcess(String noted) {
        process.set(noted);
        return onNote.test(noted);
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
        return Map.of();
    }

    @Override
    public JobId enqueue(JobRequest child) {
        throw new AssertionError("a process enqueues by itself");
    }

    @Override
    public int attempt() {
        return claim.counters().attempts() + 1;
    }

    @Override
    public int maxAttempts() {
        return 3;
    }

    @Override
    public Token token() {
        return claim.token();
    }

    @Override
    public boolean isCancelled() {
        return cancelled;
    }

    @Override
    public void checkCancelled() {
        if (cancelled) {
            throw new JobCancelledException(claim.id());
        }
    }

    @Override
    public void log(String line) {
        throw new AssertionError("a process logs lines with their time");
    }

    @Override
    public void extend(Duration fromNow) {
        throw new AssertionError("a process does not extend its time");
    }

    @Override
    public void progress(double fraction, String message) {
        throw new AssertionError("a process does not say how far it is");
    }

    @Override
    public void result(Payload result) {
        throw new AssertionError("a process leaves no result");
    }

    @Override
    public void snooze(Duration delay) {
        throw new AssertionError("a process does not put its job off");
    }

    @Override
    public void retryAt(Instant due, String reason) {
        throw new AssertionError("a process does not say when it is due again");
    }

    @Override
    public void discard(String reason) {
        throw new AssertionError("a process does not give its job up");
    }

    @Override
    public void cancel(String reason) {
        throw new AssertionError("a process does not withdraw its job");
    }
}
