package io.queuectl.core.spi;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How long completed jobs took, from the start of the completing attempt to its end. The durations are {@code null} where
 * {@code completed} is 0.
 */
public record DurationStats(
        long completed,
        @Nullable Duration average,
        @Nullable Duration minimum,
        @Nullable Duration maximum) {}
