package io.queuectl.core.spi;

import io.queuectl.api.After;
import io.queuectl.api.IfFailed;
import io.queuectl.api.JobId;
import org.jspecify.annotations.Nullable;

/**
 * That a new job waits for another: for one that is there or comes along under an id its caller chose, or for one of the same batch.
 *
 * @param parent the one it waits for, or {@code null}
 * @param submission of the one it waits for in the same batch where {@code parent} is {@code null}, else 0
 * @param ifFailed what becomes of it if that one ends otherwise than completed
 */
public record Dependency(@Nullable JobId parent, long submission, IfFailed ifFailed) {

    public Dependency {
        if ((parent == null) == (submission <= 0)) {
            throw new IllegalArgumentException("a job waits for a job with an id, or for one of the same batch");
        }
    }

    public static Dependency on(After after) {
        return new Dependency(after.parent(), 0, after.ifFailed());
    }

    public static Dependency onSubmission(long submission, IfFailed ifFailed) {
        return new Dependency(null, submission, ifFailed);
    }
}
