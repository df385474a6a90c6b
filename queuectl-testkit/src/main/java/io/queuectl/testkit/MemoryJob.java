package io.queuectl.testkit;

import io.queuectl.api.Attempt;
import io.queuectl.api.AttemptEnd;
import io.queuectl.api.Counters;
import io.queuectl.api.JobId;
import io.queuectl.api.JobState;
import io.queuectl.api.JobView;
import io.queuectl.api.Limits;
import io.queuectl.api.LogLine;
import io.queuectl.api.Payload;
import io.queuectl.api.QueueName;
import io.queuectl.api.Tags;
import io.queuectl.api.Token;
import io.queuectl.core.spi.Claim;
import io.queuectl.core.spi.JobEdit;
import io.queuectl.core.spi.JobOutput;
import io.queuectl.core.spi.JobRecord;
import io.queuectl.core.spi.LogEntry;
import io.queuectl.core.spi.NewJob;
import io.queuectl.core.spi.Settled;
import io.queuectl.core.spi.Settlement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** One row: a job with its history and log. Every field is guarded by {@link MemoryData#lock}. */
final class MemoryJob {

    final long number;
    final JobId id;
    final long submission;
    final List<Attempt> history = new ArrayList<>();
    final List<LogEntry> log = new ArrayList<>();

    JobOutput output = JobOutput.NONE;
    JobState state = JobState.PENDING;
    Counters counters = Counters.ZERO;
    QueueName queue;
    int priority;
    Payload payload;
    Instant runAt;

    @Nullable
    Token token;

    int ordinal;
    boolean cancelRequested;

    @Nullable
    Instant finishedAt;

    private final String kind;
    private final Instant createdAt;
    private final Tags tags;
    private Limits limits;
    private @Nullable Instant claimedAt;
    private @Nullable Instant startedAt;
    private @Nullable String process;
    private @Nullable String error;

    MemoryJob(long number, JobId id, NewJob job, Instant now) {
        this.number = number;
        this.id = id;
        submission = job.submission();
        kind = job.kind();
        createdAt = millis(now);
        queue = job.queue();
        priority = job.priority();
        payload = job.payload();
        limits = job.limits();
        tags = job.extras().tags();
        runAt = millis(job.runAt());
    }

    /** As it was elsewhere. */
    MemoryJob(long number, JobRecord record, LongSupplier positions) {
        JobView job = record.job();
        this.number = number;
        id = job.id();
        submission = record.submission();
        kind = job.kind();
        createdAt = job.createdAt();
        queue = job.queue();
        priority = job.priority();
        payload = job.payload();
        limits = job.limits();
        tags = job.tags();
        runAt = job.runAt();
        state = job.state();
        counters = job.counters();
        token = job.token();
        ordinal = record.claims();
        cancelRequested = job.cancelRequested();
        finishedAt = job.finishedAt();
        claimedAt = job.startedAt();
        process = record.process();
        output = record.output();
        error = job.error();
        record.attempts().stream()
                .filter(attempt -> attempt.end() != null && attempt.end() != AttemptEnd.COMPLETED)
                .forEach(history::add);
        record.log().forEach(entry -> log.add(new LogEntry(positions.getAsLong(), entry.ordinal(), entry.line())));
        boolean held = state == JobState.PROCESSING;
        Instant lastStart =
                history.isEmpty() ? null : history.get(history.size() - 1).startedAt();
        startedAt = held ? lastStart : job.startedAt();
    }

    boolean isHeldUnder(Token claim) {
        return state == JobState.PROCESSING && claim.equals(token);
    }

    /** What a write under that token comes to: {@link Settled#APPLIED} means that it may go ahead. */
    Settled answer(Token claim) {
        if (!claim.equals(token)) {
            return Settled.NOT_YOURS;
        }
        return state == JobState.PROCESSING ? Settled.APPLIED : Settled.ALREADY_APPLIED;
    }

    void claim(Token under, Instant now) {
        move(JobState.PROCESSING);
        token = under;
        ordinal++;
        claimedAt = millis(now);
        process = null;
    }

    void settle(Settlement settlement, @Nullable String node) {
        AttemptEnd end = settlement.end();
        Token held = heldToken();
        move(settlement.to());
        counters = counters.plus(end);
        runAt = millis(settlement.runAt());
        Instant endedAt = millis(settlement.endedAt());
        if (settlement.startedAt() != null) {
            startedAt = millis(settlement.startedAt());
            if (end != AttemptEnd.COMPLETED) {
                history.add(new Attempt(ordinal, held, node, startedAt, endedAt, end, settlement.failure()));
            }
        } else if (end == AttemptEnd.COMPLETED) {
            startedAt = claimedAt;
        }
        if (settlement.failure() != null) {
            error = settlement.failure().message();
        }
        if (state.isFinished()) {
            finish(endedAt);
        }
    }

    void noteProcess(String text) {
        process = text;
    }

    void log(long position, LogLine line) {
        log.add(new LogEntry(position, ordinal, new LogLine(millis(line.at()), line.stream(), line.text())));
    }

    void cancel(Instant now) {
        move(JobState.CANCELLED);
        finish(millis(now));
    }

    void requeue(Instant now) {
        move(JobState.PENDING);
        counters = Counters.ZERO;
        runAt = millis(now);
        finishedAt = null;
        cancelRequested = false;
    }

    void block() {
        state = JobState.BLOCKED;
    }

    void release() {
        move(JobState.PENDING);
    }

    /** Ends without an attempt, because of another job. */
    void end(JobState to, String why, Instant now) {
        state = to;
        error = why;
        finish(millis(now));
    }

    void edit(JobEdit edit) {
        queue = edit.queue() == null ? queue : edit.queue();
        priority = edit.priority() == null ? priority : edit.priority();
        runAt = edit.runAt() == null ? runAt : millis(edit.runAt());
        payload = edit.payload() == null ? payload : edit.payload();
        limits = edit.limits() == null ? limits : edit.limits();
    }

    String kind() {
        return kind;
    }

    Instant claimedAt() {
        return claimedAt == null ? createdAt : claimedAt;
    }

    @Nullable
    Instant startedAt() {
        return startedAt;
    }

    Claim held() {
        return new Claim(
                number,
                id,
                kind,
                queue,
                priority,
                payload,
                limits,
                counters,
                heldToken(),
                ordinal,
                createdAt,
                runAt,
                claimedAt(),
                process,
                cancelRequested,
                tags);
    }

    JobView view() {
        return new JobView(
                id,
                number,
                kind,
                queue,
                payload,
                state,
                priority,
                counters,
                limits,
                createdAt,
                runAt,
                state == JobState.PROCESSING ? claimedAt : startedAt,
                finishedAt,
                error,
                token,
                cancelRequested,
                tags);
    }

    /** The history and, after it, the attempt that runs or completed the job. */
    List<Attempt> attempts(@Nullable String node) {
        List<Attempt> all = new ArrayList<>(history);
        if (state == JobState.PROCESSING) {
            all.add(new Attempt(ordinal, heldToken(), node, claimedAt(), null, null, null));
        } else if (state == JobState.COMPLETED && startedAt != null) {
            all.add(new Attempt(ordinal, heldToken(), node, startedAt, finishedAt, AttemptEnd.COMPLETED, null));
        }
        return all;
    }

    private Token heldToken() {
        if (token == null) {
            throw new IllegalStateException("job " + id + " was never claimed");
        }
        return token;
    }

    private void move(JobState next) {
        if (!state.mayBecome(next)) {
            throw new IllegalStateException("job " + id + " is " + state.text() + ", never " + next.text() + " next");
        }
        state = next;
    }

    private void finish(Instant at) {
        finishedAt = at;
        cancelRequested = false;
    }

    private static Instant millis(Instant instant) {
        return Instant.ofEpochMilli(instant.toEpochMilli());
    }
}
