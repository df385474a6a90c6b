package io.queuectl.core.spi;

import java.time.Duration;

/**
 * A node as it joins.
 *
 * @param epoch random, new at every join, never 0
 * @param name for people: host and pid, by default
 * @param host what identifies the process on its host, see {@link HostProcess}
 * @param lease how long it may stay silent before others declare it dead
 * @param slots how many attempts it runs at once
 * @param queues which queues it serves, for people
 */
public record NodeInfo(long epoch, String name, HostProcess host, Duration lease, int slots, String queues) {

    public NodeInfo {
        if (epoch == 0) {
            throw new IllegalArgumentException("a node's epoch is never 0");
        }
    }
}
