package io.queuectl.testkit.store;

import io.queuectl.api.QueueName;
import io.queuectl.core.spi.ClaimRequest;
import io.queuectl.core.spi.NodeInfo;
import io.queuectl.core.spi.PriorityOrder;
import java.util.concurrent.atomic.AtomicLong;

/** A node that asks for jobs and never uses the number of a token twice. Thread-safe. */
final class Claimant {

    private final NodeInfo info;
    private final AtomicLong nextNumber = new AtomicLong(1);

    Claimant(NodeInfo info) {
        this.info = info;
    }

    NodeInfo info() {
        return info;
    }

    long epoch() {
        return info.epoch();
    }

    /** Jobs of the default queue, quarantined ones too. */
    ClaimRequest wish(int limit) {
        return wish(QueueName.DEFAULT, limit, limit, PriorityOrder.HIGHEST_FIRST);
    }

    ClaimRequest wish(QueueName queue, int limit, int quarantined, PriorityOrder order) {
        return new ClaimRequest(
                epoch(), queue, limit, quarantined, order, nextNumber.getAndAdd((long) limit + quarantined));
    }
}
