package io.queuectl.testkit.app;

import io.queuectl.api.JobRequest;
import io.queuectl.api.LogLine;
import io.queuectl.api.Payload;
import io.queuectl.core.spi.Outcome;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How an attempt ended that {@link QueueTest#runInline} ran, and what it gave of itself.
 *
 * @param result if it completed the job and gave one, or {@code null}
 * @param children what it wanted enqueued: nothing was
 */
public record InlineRun(
        Outcome outcome, List<LogLine> log, @Nullable Payload result, List<JobRequest> children) {

    public InlineRun {
        log = List.copyOf(log);
        children = List.copyOf(children);
    }
}
