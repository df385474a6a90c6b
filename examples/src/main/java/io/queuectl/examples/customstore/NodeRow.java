package io.queuectl.examples.customstore;

import io.queuectl.core.spi.NodeInfo;
import io.queuectl.core.spi.NodeView;
import io.queuectl.core.spi.StopMode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A node on the roster. Immutable. */
record NodeRow(
        NodeInfo info,
        long beat,
        Instant joinedAt,
        Instant renewedAt,
        @Nullable StopMode stop) {

    NodeRow {
        joinedAt = Millis.of(joinedAt);
        renewedAt = Millis.of(renewedAt);
    }

    NodeRow renew(Instant now) {
        return new NodeRow(info, beat + 1, joinedAt, now, stop);
    }

    NodeRow ask(StopMode mode) {
        return new NodeRow(info, beat, joinedAt, renewedAt, stop == StopMode.NOW ? StopMode.NOW : mode);
    }

    /** Nobody here has a clock that all nodes go by: others watch the beat. */
    NodeView toView() {
        return new NodeView(info, beat, joinedAt, renewedAt, null, stop);
    }
}
