package io.queuectl.core.engine;

import io.queuectl.api.Counters;
import io.queuectl.api.JobId;
import io.queuectl.api.JobRequest;
import io.queuectl.api.LogLine;
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

/**
 * Runs one attempt of a job on the calling thread, without store, lease and retry: decode, middleware, handler, outcome. Nothing
 * watches its timeout. Thread-safe.
 */
public final class Inline {

    private static final JobId UNNAMED = JobId.of("inline");
    private static final Token TOKEN = new Token(1, 1);

    private final Handlers handlers;
    private final Seams seams;

    /** How an attempt ended that no store knows of, and what it logged. */
    public record Run(Outcome outcome, List<LogLine> log) {
        public Run {
            log = List.copyOf(log);
        }
    }

    public Inline(EngineConfig config, Seams seams, Map<String, HandlerRule> rules) {
        this.handlers = new Handlers(rules, config);
        this.seams = seams;
    }

    /** Runs the first attempt of such a job. What the handler throws is in the outcome. */
    public Run run(JobRequest request) {
        Claim claim = claim(request);
        Recorder recorder = new Recorder();
        RunningAttempt attempt =
                new RunningAttempt(claim, handlers.maxAttempts(claim), handlers.timeout(claim), seams, recorder);
        Outcome outcome = Attempts.outcome(handlers, attempt);
        attempt.flushLog();
        return new Run(outcome, recorder.lines);
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
                false);
    }

    /** Keeps the log, and takes every other note for written. */
    private static final class Recorder implements Carrier {

        private final List<LogLine> lines = Collections.synchronizedList(new ArrayList<>());

        @Override
        public void hand(LaneItem item) {
            if (item instanceof LaneItem.Remark remark) {
                if (remark.note() instanceof ClaimNote.Log log) {
                    lines.addAll(log.lines());
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
