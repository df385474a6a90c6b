package io.queuectl.core.spi;

import io.queuectl.api.JobContext;
import io.queuectl.api.LogLine;
import java.util.List;

/** A running attempt as its executor sees it. */
public interface AttemptContext extends JobContext {

    /** Writes lines to the attempt's log with the next commit. Returns at once. */
    void log(List<LogLine> lines);

    /**
     * Notes durably which process the attempt is about to let run, and waits for the commit.
     *
     * @return {@code false} if the claim is no longer this node's: let nothing run
     */
    boolean noteProcess(String process) throws InterruptedException;
}
