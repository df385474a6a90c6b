package io.queuectl.core.spi;

import io.queuectl.api.Payload;
import io.queuectl.api.Progress;
import org.jspecify.annotations.Nullable;

/**
 * What a job has given of itself beside its log.
 *
 * @param progress the latest, or {@code null}
 * @param result of the attempt that completed it, or {@code null}
 */
public record JobOutput(
        @Nullable Progress progress, @Nullable Payload result) {

    public static final JobOutput NONE = new JobOutput(null, null);
}
