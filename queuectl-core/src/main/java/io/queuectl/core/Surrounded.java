package io.queuectl.core;

import io.queuectl.core.spi.AttemptContext;
import io.queuectl.core.spi.AttemptMiddleware;
import io.queuectl.core.spi.Claim;
import io.queuectl.core.spi.JobExecutor;
import io.queuectl.core.spi.Outcome;
import java.util.List;

/** An executor with one middleware around it. Immutable. */
record Surrounded(AttemptMiddleware middleware, JobExecutor inner) implements JobExecutor {

    /** All of them around an executor, the first one outermost. */
    static JobExecutor by(List<AttemptMiddleware> outermostFirst, JobExecutor executor) {
        JobExecutor surrounded = executor;
        for (int i = outermostFirst.size() - 1; i >= 0; i--) {
            surrounded = new Surrounded(outermostFirst.get(i), surrounded);
        }
        return surrounded;
    }

    @Override
    public Outcome execute(Claim claim, AttemptContext context) throws Exception {
        return middleware.around(context, () -> inner.execute(claim, context));
    }

    @Override
    public void endOrphan(Claim lost) {
        inner.endOrphan(lost);
    }
}
