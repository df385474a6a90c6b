package io.queuectl.testkit;

import io.queuectl.core.spi.NodeInfo;
import io.queuectl.core.spi.NodeView;
import io.queuectl.core.spi.StopMode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One node on the roster. Every field is guarded by {@link MemoryData#lock}. */
final class MemoryNode {

    private final NodeInfo info;
    private final Instant joinedAt;
    private Instant renewedAt;
    private long beat;
    private @Nullable StopMode stop;

    MemoryNode(NodeInfo info, Instant now) {
        this.info = info;
        joinedAt = Instant.ofEpochMilli(now.toEpochMilli());
        renewedAt = joinedAt;
    }

    void renew(Instant now) {
        beat++;
        renewedAt = Instant.ofEpochMilli(now.toEpochMilli());
    }

    void requestStop(StopMode mode) {
        stop = stop == StopMode.NOW ? StopMode.NOW : mode;
    }

    long beat() {
        return beat;
    }

    @Nullable
    StopMode stop() {
        return stop;
    }

    NodeView view() {
        return new NodeView(info, beat, joinedAt, renewedAt, null, stop);
    }
}
