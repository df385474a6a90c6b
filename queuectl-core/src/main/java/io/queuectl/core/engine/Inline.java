package io.queuectl.core.engine;

import io.queuectl.api.Counters;
import io.queuectl.api.JobId;
import io.queuectl.api.JobRequest;
import io.queuectl.api.LogLine;
import io.queuectl.api.Payload;
import io.queuectl.api.Token;
import io.queuectl.core.spi.Claim;
import io.queuectl.core.spi.ClaimNote;
import io.queuectl.core.spi.Outcome;
import io.queuectl.core.spi.Settled;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Runs one attempt of a job on the calling thread, without store, lease and retry: decode, middleware, handler, outcome. Nothing
 * watches its timeout. Thread-safe.
 */
public final class Inline {

    private static final JobId UNNAMED = JobId.of("inline");
    private static final Token TOKEN = new Token(1, 1);

    private final EngineConfig config;
    private final Seams seams;
    private final Map<String, HandlerRule> rules;

    /**
     * How an attempt ended that no store knows of, and what it gave of itself.
     *
     * @param result if it completed the job and gave one, or {@code null}
     * @param children what it wanted enqueued: nothing was
     */
    public record Run(
            Outcome outcome, List<LogLine> log, @Nullable Payload result, List<JobRequest> children) {
        public Run {
            log = List.copyOf(log);
            children = List.copyOf(children);
        }
    }

    public Inline(EngineConfig config, Seams seams, Map<String, HandlerRule> rules) {
        this.config = config;
        this.seams = seams;
        this.rules = Map.copyOf(rules);
    }

    /** Runs the first attempt of such a job. What the handler throws is in the outcome. */
    public Run run(JobRequest request) {
        Claim claim = claim(request);
        Recorder recorder = new Recorder();
        Handlers handlers = new Handlers(rules, recorder::enqueue, child -> Map.of(), config);
        RunningAttempt attempt = new RunningAttempt(claim, handlers, seams, recorder);
        Outcome outcome = Attempts.outcome(handlers, attempt);
        attempt.flush();
        if (outcome instanceof Outcome.Completed) {
            attempt.flushResult();
        }
        return new Run(outcome, recorder.lines, recorder.result, recorder.children);
    }

    private Claim claim(JobRequest request) {
        Instant now = seams.now();
        return new Claim(
                1,
                request.id() == null ? UNNAMED : request.id(),
                request.kind(),
                request.queue(),
                request.priority(),
                request.payload(),
                request.limits(),
                Counters.ZERO,
                TOKEN,
                1,
                now,
                now,
                now,
                null,
                false,
                request.extras().tags());
    }

    /** Keeps log, result and children, and takes every other note for written. */
    private static final class Recorder implements Carrier {

        private final List<LogLine> lines = Collections.synchronizedList(new ArrayList<>());
        private final List<JobRequest> children = Collections.synchronizedList(new ArrayList<>());
        private volatile @Nullable Payload result;

        JobId enqueue(JobRequest child) {
            children.add(child);
            return child.id() == null ? JobId.of("inline-" + children.size()) : child.id();
        }

        @Override
        public void hand(LaneItem item) {
            if (item instanceof LaneItem.Remark remark) {
                if (remark.note() instanceof ClaimNote.Log log) {
                    lines.addAll(log.lines());
                } else if (remark.note() instanceof ClaimNote.Result given) {
                    result = given.result();
                }
                remark.answer().accept(Settled.APPLIED);
            }
        }

        @Override
        public void leadIfFree() {
            // All is answered when it is handed over.
        }
    }
}
