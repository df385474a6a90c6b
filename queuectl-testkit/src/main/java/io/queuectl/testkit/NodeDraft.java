package io.queuectl.testkit;

import io.queuectl.core.spi.HostProcess;
import io.queuectl.core.spi.NodeInfo;
import java.time.Duration;

/** A node in the making: valid as {@link JobFixtures#node()} gives it; every method returns a changed copy. */
public record NodeDraft(long epoch, String name, HostProcess host, Duration lease, int slots, String queues) {

    public NodeDraft name(String other) {
        return new NodeDraft(epoch, other, host, lease, slots, queues);
    }

    public NodeDraft host(HostProcess other) {
        return new NodeDraft(epoch, name, other, lease, slots, queues);
    }

    public NodeDraft lease(Duration other) {
        return new NodeDraft(epoch, name, host, other, slots, queues);
    }

    public NodeInfo build() {
        return new NodeInfo(epoch, name, host, lease, slots, queues);
    }
}
