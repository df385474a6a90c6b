package io.queuectl.core.spi;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A node as the roster shows it.
 *
 * @param beat counted up by every renewal
 * @param joinedAt by the store's or the node's clock
 * @param renewedAt likewise
 * @param silence how long ago it renewed, by the store's own clock; {@code null} where the store has none and an observer must
 *     watch the beat instead
 * @param stop what it was asked, or {@code null}
 */
public record NodeView(
        NodeInfo info,
        long beat,
        Instant joinedAt,
        Instant renewedAt,
        @Nullable Duration silence,
        @Nullable StopMode stop) {}
