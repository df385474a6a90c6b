package io.queuectl.core.spi;

import io.queuectl.api.Token;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is asked of a node.
 *
 * @param known {@code false} if it is not on the roster: it was declared dead, and what it held is no longer its own
 * @param stop how it shall stop, or {@code null}
 * @param cancels the claims of this node that somebody asked to cancel
 */
public record NodeSignals(boolean known, @Nullable StopMode stop, List<Token> cancels) {

    public static final NodeSignals UNKNOWN = new NodeSignals(false, null, List.of());

    public NodeSignals {
        cancels = List.copyOf(cancels);
    }
}
