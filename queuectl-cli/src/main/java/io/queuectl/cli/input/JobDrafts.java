package io.queuectl.cli.input;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Jobs to enqueue, one after the other, as they are read. */
public interface JobDrafts {

    /** The next one, or {@code null} at the end. Throws {@link io.queuectl.cli.frame.Refusal} where it is wrong, saying where that is. */
    @Nullable
    JobDraft next() throws IOException;
}
