package io.queuectl.testkit.app;

import io.queuectl.api.LogLine;
import io.queuectl.core.spi.Outcome;
import java.util.List;

/** How an attempt ended that {@link QueueTest#runInline} ran, and what it logged. */
public record InlineRun(Outcome outcome, List<LogLine> log) {

    public InlineRun {
        log = List.copyOf(log);
    }
}
